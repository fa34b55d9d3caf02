package io.nightjar.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table as a person reads it: each line stands on the terminal and in the file as soon as it is known, beside the
 * limits that it must keep. Confined to one thread.
 */
final class BenchmarkReport {
    /** Half a byte is a collector's own work, shared out over the operations. */
    private static final double NO_BYTES = 0.5;

    private final Path file;
    private final List<String> missed = new ArrayList<>();
    private int limits;

    /** A report that begins the file anew. */
    BenchmarkReport(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "");
    }

    static Limit noBytes(double bytes) {
        return new Limit("B", bytes, NO_BYTES);
    }

    /** A blank line and what the lines below it are. */
    void section(String title, String head) {
        line("");
        line(title);
        line(head);
    }

    /** A line, and what it must keep. */
    void row(String text, Limit... kept) {
        StringBuilder marked = new StringBuilder(text);
        for (Limit limit : kept) {
            limits++;
            String told =
                    String.format(Locale.ROOT, "%s %s %.4g", limit.what(), limit.holds() ? "<=" : ">", limit.most());
            marked.append(limit.holds() ? "  pass: " : "  FAIL: ").append(told);
            if (!limit.holds()) {
                missed.add(text.strip().replaceAll(" +", " ") + ": " + told);
            }
        }
        line(marked.toString());
    }

    /** How many limits were kept, and which were not. */
    void summary() {
        line("");
        line(limits - missed.size() + " of " + limits + " limits kept");
        for (String each : missed) {
            line("  missed: " + each);
        }
    }

    private void line(String text) {
        String stripped = text.stripTrailing() + System.lineSeparator();
        System.out.print(stripped);
        try {
            Files.writeString(file, stripped, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
