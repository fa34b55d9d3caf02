package io.nightjar.config;

import io.nightjar.host.RegularFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The four layers above the defaults, read into entries: agent argument, system properties, environment, file.
 * Immutable; thread-safe.
 */
final class Sources {
    static final String ARGUMENT = "agent argument";
    private static final String PROPERTY_PREFIX = "nightjar.";
    private static final String VARIABLE_PREFIX = "NIGHTJAR_";
    private static final int LARGEST_FILE = 1024 * 1024;

    private final List<Entry> argument = new ArrayList<>();
    private final List<Entry> properties = new ArrayList<>();
    private final List<Entry> variables = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Path workingDirectory;
    private final @Nullable Entry configEntry;

    Sources(
            @Nullable String agentArgument,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path workingDirectory) {
        this.workingDirectory = workingDirectory;
        Entry path = agentArgument == null ? null : readArgument(agentArgument.strip());
        for (String name : withPrefix(PROPERTY_PREFIX, systemProperties)) {
            String key = name.substring(PROPERTY_PREFIX.length());
            properties.add(new Entry(key, systemProperties.get(name).strip(), "-D".concat(name), 0));
        }
        if (!withPrefix(VARIABLE_PREFIX, environment).isEmpty()) {
            readVariables(environment);
        }
        configEntry = path != null ? path : firstConfigEntry();
    }

    private static List<String> withPrefix(String prefix, Map<String, String> values) {
        List<String> names = new ArrayList<>();
        for (String name : values.keySet()) {
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        if (names.size() > 1) {
            names.sort(null);
        }
        return names;
    }

    private void readVariables(Map<String, String> environment) {
        for (Key key : Key.values()) {
            String name = key.environmentName();
            String value = environment.get(name);
            if (value != null && (key.mayBeEmpty() || !value.isBlank())) {
                variables.add(new Entry(key.text(), value.strip(), "environment variable ".concat(name), 0));
            }
        }
    }

    /** Splits {@code key=value;key=value}; gives back the entry of the path where the argument is one. */
    private @Nullable Entry readArgument(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int equals = text.indexOf('=');
        if (equals < 0 || KeyName.parse(text.substring(0, equals).strip()) == null) {
            return new Entry(Key.CONFIG.text(), text, ARGUMENT, 0);
        }
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            readPair(text.substring(start, end).strip());
            start = end + 1;
        }
        return null;
    }

    private void readPair(String pair) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            String key = pair.substring(0, equals).strip();
            boolean mayBeRest = KeyName.parse(key) == null && followsSecret();
            argument.add(new Entry(key, pair.substring(equals + 1).strip(), ARGUMENT, 0, mayBeRest));
        } else if (!pair.isEmpty()) {
            String word = Key.named(pair) == null ? "" : pair;
            problems.add(new Problem(ARGUMENT, 0, word, "", "a part without its value: write key=value;key=value", ""));
        }
    }

    /** Whether the part before may have been a secret that held a semicolon. */
    private boolean followsSecret() {
        Entry before = argument.isEmpty() ? null : argument.get(argument.size() - 1);
        return before != null && Shown.value(KeyName.parse(before.key()), "x").isEmpty();
    }

    private @Nullable Entry firstConfigEntry() {
        for (List<Entry> layer : List.of(argument, properties, variables)) {
            for (Entry entry : layer) {
                if (entry.key().equals(Key.CONFIG.text())) {
                    return entry.value().isEmpty() ? null : entry;
                }
            }
        }
        return null;
    }

    /** What was wrong before the file was looked at. */
    List<Problem> problems() {
        return problems;
    }

    boolean namesFile() {
        return configEntry != null;
    }

    /** The file in use, perhaps not there; null for none or what is no path. */
    @Nullable
    Path path() {
        if (configEntry == null) {
            return null;
        }
        try {
            return workingDirectory.resolve(configEntry.value());
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    /** The layers, lowest first: file, environment, system properties, agent argument. */
    List<List<Entry>> layers(List<Entry> fileEntries) {
        return List.of(fileEntries, variables, properties, argument);
    }

    /** The file's bytes; null, with a problem, where it cannot be had. */
    byte @Nullable [] readFile(List<Problem> into) {
        Path path = path();
        String message = path == null ? "is no path".concat(encoding()) : trouble(new File(path.toString()));
        if (message.isEmpty()) {
            try {
                byte[] bytes = read(path);
                if (bytes != null) {
                    return bytes;
                }
                message = "larger than 1 MiB, not a properties file";
            } catch (IOException | SecurityException unreadable) {
                message = "cannot be read";
            }
        }
        into.add(fileProblem(message));
        return null;
    }

    /** A letter that a JVM cannot express in names of files makes a path none there. */
    private String encoding() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        for (int i = 0; i < configEntry.value().length(); i++) {
            if (configEntry.value().charAt(i) > '~' && !encoding.equals("UTF-8")) {
                return " in this JVM, whose locale names files in "
                        .concat(encoding)
                        .concat(": set a UTF-8 locale (LC_ALL=C.UTF-8), or use a name in ASCII");
            }
        }
        return "";
    }

    private static String trouble(File file) {
        if (!file.exists()) {
            return "no such file";
        }
        if (!file.isFile()) {
            return file.isDirectory() ? "a directory, not a properties file" : "not a regular file";
        }
        return file.canRead() ? "" : "cannot be read: permission denied";
    }

    /** Null where the file is too large to be meant. */
    static byte @Nullable [] read(Path path) throws IOException {
        try (InputStream in = RegularFile.read(path)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            return bytes.length > LARGEST_FILE ? null : bytes;
        }
    }

    /** An argument that was taken for a path because its first key is unknown gets a hint, and hides what may be secret. */
    private Problem fileProblem(String message) {
        Entry entry = configEntry;
        String value = entry.value();
        int equals = value.indexOf('=');
        if (!entry.source().equals(ARGUMENT) || equals <= 0) {
            return new Problem(entry.source(), 0, Key.CONFIG.text(), value, message, "");
        }
        String word = value.substring(0, equals).strip();
        String hint = message.concat(", and ").concat(word).concat(" is no known key");
        return new Problem(ARGUMENT, 0, Key.CONFIG.text(), word.concat("=…"), hint, KeyName.nearest(word));
    }

    /** Names the layers that say anything, for a person. */
    String describe() {
        StringBuilder text = new StringBuilder();
        Path path = path();
        if (path != null) {
            text.append(path);
        }
        append(text, argument, "agent argument");
        append(text, properties, "system properties");
        append(text, variables, "environment");
        return text.isEmpty() ? "defaults" : text.toString();
    }

    private static void append(StringBuilder text, List<Entry> layer, String name) {
        for (Entry entry : layer) {
            if (!entry.key().equals(Key.CONFIG.text())) {
                text.append(text.isEmpty() ? "" : ", ").append(name);
                return;
            }
        }
    }

    /** Two entries of one key in one layer. */
    static void reportDuplicates(List<Entry> layer, List<Problem> into) {
        Map<String, Entry> first = new HashMap<>();
        for (Entry entry : layer) {
            Entry earlier = first.putIfAbsent(entry.key(), entry);
            KeyName name = earlier == null ? null : KeyName.parse(entry.key());
            if (name != null) {
                String at = earlier.line() == 0 ? "" : ", first at line ".concat(Integer.toString(earlier.line()));
                String shown = Shown.value(name, entry.value());
                into.add(new Problem(
                        entry.source(),
                        entry.line(),
                        entry.key(),
                        shown,
                        "set twice".concat(at).concat(": keep one"),
                        ""));
            }
        }
    }
}
