package io.nightjar.pattern;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of the presets: those shipped with the agent and the user's own files. */
public final class PresetNames {
    /** How a preset's file is named: its name and this. */
    public static final String SUFFIX = ".preset";

    private static final String INDEX = "/io/nightjar/preset/index";

    private static final String NAMED = " (named)";

    private PresetNames() {}

    /**
     * What the index tells of a preset.
     *
     * @param packages internal prefixes of the library's packages, for example {@code ai/onnxruntime/}
     * @param named whether it is on only where {@code watch} names it
     */
    public record Entry(String name, List<String> packages, boolean named) {
        public Entry {
            packages = List.copyOf(packages);
        }
    }

    /** The names of the presets shipped with the agent, in the order of their index. */
    public static List<String> all() {
        List<String> names = new ArrayList<>();
        for (Entry entry : shipped()) {
            names.add(entry.name());
        }
        return names;
    }

    /** The presets shipped with the agent, in the order of their index. */
    public static List<Entry> shipped() {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = PresetNames.class.getResourceAsStream(INDEX)) {
            if (in == null) {
                throw new IllegalStateException("the agent's jar lacks " + INDEX);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    entries.add(entry(line.strip()));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return entries;
    }

    private static Entry entry(String line) {
        int space = line.indexOf(' ');
        boolean named = line.endsWith(NAMED);
        String listed = line.substring(space + 1, named ? line.length() - NAMED.length() : line.length());
        List<String> packages = new ArrayList<>();
        for (String each : Pattern.split(listed.replace(' ', ','))) {
            packages.add(each.replace('.', '/') + '/');
        }
        return new Entry(line.substring(0, space), packages, named);
    }

    /** The user's own presets, sorted: the files {@code <name>.preset} of a directory; none where it is null. */
    public static List<String> in(@Nullable Path directory) {
        String[] files = directory == null ? null : directory.toFile().list();
        List<String> names = new ArrayList<>();
        if (files != null) {
            Arrays.sort(files);
            for (String file : files) {
                if (file.endsWith(SUFFIX) && new File(directory.toFile(), file).isFile()) {
                    names.add(file.substring(0, file.length() - SUFFIX.length()));
                }
            }
        }
        return names;
    }
}
