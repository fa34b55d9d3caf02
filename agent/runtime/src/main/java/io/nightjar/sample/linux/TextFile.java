package io.nightjar.sample.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a small file, without the readers, decoders and channels that a small application has not loaded. */
public final class TextFile {
    private TextFile() {}

    /** All lines in order; bytes that are no UTF-8 become question marks, for nothing here is asked about them. */
    public static List<String> lines(Path file) throws IOException {
        String text;
        try (InputStream in = new FileInputStream(file.toString())) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            end = end < 0 ? text.length() : end;
            boolean windows = end > begin && text.charAt(end - 1) == '\r';
            lines.add(text.substring(begin, windows ? end - 1 : end));
            begin = end + 1;
        }
        return lines;
    }
}
