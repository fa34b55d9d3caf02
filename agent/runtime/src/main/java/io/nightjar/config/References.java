package io.nightjar.config;

import io.nightjar.host.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code ${env:NAME}} and {@code ${file:PATH}} inside the values of one configuration, as far as a configuration
 * can need it: so many references, so much text. Confined to one thread.
 */
final class References {
    private static final int LARGEST_FILE = 64 * 1024;
    private static final int MOST_REFERENCES = 1_000;
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private static final String TOO_MUCH = "a configuration has at most 1000 references and 1 MiB of what they lead to";

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private int references;
    private int characters;

    References(Map<String, String> environment, Path workingDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    /**
     * What a value became.
     *
     * @param value null where it could not be read
     * @param malformed how the reference itself is wrong; empty where it is well written
     * @param missing what is not there; empty where all was read
     */
    record Expansion(@Nullable String value, String malformed, String missing) {
        @Override
        public String toString() {
            return "(expansion)";
        }
    }

    Expansion expand(String raw) {
        int start = raw.indexOf("${");
        if (start < 0) {
            return new Expansion(raw, "", "");
        }
        StringBuilder out = new StringBuilder(raw.length() + 64);
        int from = 0;
        while (start >= 0) {
            int end = raw.indexOf('}', start);
            if (end < 0) {
                return new Expansion(null, "${ without its }: write ${env:NAME} or ${file:PATH}", "");
            }
            if (references == MOST_REFERENCES || characters > MOST_CHARACTERS) {
                return new Expansion(null, TOO_MUCH, "");
            }
            Expansion one = read(raw.substring(start + 2, end).strip());
            if (one.value() == null) {
                return one;
            }
            references++;
            characters += one.value().length();
            out.append(raw, from, start).append(one.value());
            from = end + 1;
            start = raw.indexOf("${", from);
        }
        return new Expansion(out.append(raw, from, raw.length()).toString(), "", "");
    }

    private Expansion read(String reference) {
        if (reference.startsWith("env:") && reference.length() > 4) {
            String name = reference.substring(4).strip();
            String value = environment.get(name);
            boolean absent = value == null || value.isEmpty();
            return new Expansion(
                    absent ? null : value,
                    "",
                    absent ? "environment variable ".concat(name).concat(" is not set") : "");
        }
        if (reference.startsWith("file:") && reference.length() > 5) {
            return file(reference.substring(5).strip());
        }
        return new Expansion(null, "only ${env:NAME} and ${file:PATH} can be referred to", "");
    }

    private Expansion file(String path) {
        String problem;
        try {
            Path file = workingDirectory.resolve(path);
            if (!Files.isRegularFile(file)) {
                problem = Files.exists(file) ? " is not a regular file" : " does not exist";
            } else {
                String text = readText(file);
                problem = text.isEmpty() ? " is empty" : "";
                if (problem.isEmpty()) {
                    return new Expansion(text, "", "");
                }
            }
        } catch (InvalidPathException notAPath) {
            problem = " is no path";
        } catch (IOException | SecurityException unreadable) {
            problem = " cannot be read";
        }
        return new Expansion(null, "", "file ".concat(path).concat(problem));
    }

    private static String readText(Path file) throws IOException {
        try (InputStream in = RegularFile.read(file)) {
            return new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8).strip();
        }
    }
}
