package io.nightjar.benchmark.detection;

import io.nightjar.record.Logs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How far real calls were from the median of their operation, in the order in which they ended; in {@link Steps}. They are kept
 * as text: two letters a call, to base 64, in 64ths of an octave.
 */
record Residuals(String operation, int[] steps) {
    private static final String RESOURCE = "residuals.txt";
    private static final char FIRST_LETTER = '0';
    private static final int LETTERS = 64;
    private static final int MIDDLE = LETTERS * LETTERS / 2;
    private static final int STEPS = Logs.STEPS / 64;

    static List<Residuals> load() {
        List<Residuals> all = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Residuals.class.getResourceAsStream(RESOURCE), StandardCharsets.US_ASCII))) {
            String name = "";
            StringBuilder letters = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("# ")) {
                    continue;
                }
                if (line.startsWith("= ")) {
                    add(all, name, letters);
                    name = line.substring(2);
                    letters.setLength(0);
                } else {
                    letters.append(line);
                }
            }
            add(all, name, letters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void add(List<Residuals> all, String name, StringBuilder letters) {
        if (letters.length() == 0) {
            return;
        }
        int[] steps = new int[letters.length() / 2];
        for (int i = 0; i < steps.length; i++) {
            int high = letters.charAt(2 * i) - FIRST_LETTER;
            int low = letters.charAt(2 * i + 1) - FIRST_LETTER;
            steps[i] = (high * LETTERS + low - MIDDLE) * STEPS;
        }
        all.add(new Residuals(name, steps));
    }
}
