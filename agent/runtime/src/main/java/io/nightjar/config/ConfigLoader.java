package io.nightjar.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration from its five layers, highest first: agent argument, system properties, environment, file,
 * defaults. Cheap enough for premain, asks no network, changes nothing. Confined to one thread at a time.
 */
public final class ConfigLoader {
    private final Sources sources;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Map<String, String> systemProperties;
    private byte @Nullable [] loadedBytes;

    private ConfigLoader(
            Sources sources,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path workingDirectory) {
        this.sources = sources;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.systemProperties = systemProperties;
    }

    /**
     * A loader for these layers; the file is read at {@link #load()}, again each time.
     *
     * @param agentArgument what stands behind {@code -javaagent:nightjar.jar=}
     * @param systemProperties of which those with the prefix {@code nightjar.} are settings
     * @param environment also the place of {@code ${env:NAME}}
     * @param workingDirectory against which relative paths are resolved
     */
    public static ConfigLoader of(
            @Nullable String agentArgument,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path workingDirectory) {
        Path directory = absolute(workingDirectory);
        Sources sources = new Sources(agentArgument, systemProperties, environment, directory);
        return new ConfigLoader(sources, systemProperties, environment, directory);
    }

    /** As it is where its whole name has letters that the JVM's locale cannot express: relative names still lead there. */
    private static Path absolute(Path directory) {
        Path absolute = directory.toAbsolutePath();
        return absolute.toString().indexOf('\uFFFD') < 0 ? absolute : directory;
    }

    /** The properties file in use, absolute where that can be expressed, whether it is there or not; null where none was named. */
    public @Nullable Path path() {
        return sources.path();
    }

    /** The configuration as it now stands, or everything that is wrong with it. Throws nothing. */
    public ConfigResult load() {
        ProblemList problems = new ProblemList(sources.problems());
        List<Entry> fileEntries = readFile(problems);
        Map<String, String> missing = new LinkedHashMap<>();
        Map<String, Setting> settings = effective(fileEntries, missing, problems);
        NightjarConfig config = new ConfigAssembly(
                        sources, systemProperties, environment, workingDirectory, settings, missing, problems)
                .read();
        if (problems.isEmpty()) {
            return new ConfigResult.Valid(config);
        }
        problems.sort(new BySourceAndLine());
        return new ConfigResult.Invalid(problems, problems.more());
    }

    /** The bytes of the file that the last {@link #load()} read; null where there were none. */
    byte @Nullable [] loadedBytes() {
        return loadedBytes;
    }

    private List<Entry> readFile(List<Problem> problems) {
        loadedBytes = null;
        if (!sources.namesFile()) {
            return List.of();
        }
        byte[] bytes = sources.readFile(problems);
        loadedBytes = bytes;
        if (bytes == null) {
            return List.of();
        }
        return PropertiesReader.read(String.valueOf(sources.path()), bytes, problems);
    }

    /** Of each key the entry of the highest layer, with its secrets read. */
    private Map<String, Setting> effective(List<Entry> fileEntries, Map<String, String> missing, ProblemList problems) {
        Map<String, Entry> highest = new LinkedHashMap<>();
        for (List<Entry> layer : sources.layers(fileEntries)) {
            Sources.reportDuplicates(layer, problems);
            for (Entry entry : layer) {
                if (KeyName.parse(entry.key()) == null) {
                    problems.add(problems.isFull() ? null : unknownKey(entry)); // the nearest key costs time
                } else if (entry.key().equals(Key.CONFIG.text()) && layer == fileEntries) {
                    problems.add(new Problem(
                            entry.source(),
                            entry.line(),
                            entry.key(),
                            entry.value(),
                            "a file cannot name another",
                            ""));
                } else {
                    highest.put(entry.key(), entry);
                }
            }
        }
        highest.remove(Key.CONFIG.text());
        return expand(highest, missing, problems);
    }

    private static Problem unknownKey(Entry entry) {
        String why = DestinationTypes.whyNoKey(entry.key());
        String nearest = why.isEmpty() ? KeyName.nearest(entry.key()) : "";
        String key = Shown.unknownKey(entry, why.concat(nearest));
        String message = key.isEmpty()
                ? "unknown key (a value goes on in the next line only behind a backslash)"
                : why.isEmpty() ? "unknown key" : "unknown key: ".concat(why);
        return new Problem(entry.source(), entry.line(), key, "", message, nearest);
    }

    private Map<String, Setting> expand(
            Map<String, Entry> highest, Map<String, String> missing, List<Problem> problems) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        References references = null; // one for all values: what they refer to is bounded as a whole
        for (Map.Entry<String, Entry> each : highest.entrySet()) { // entries, whose iterator the JVM has at hand
            Entry entry = each.getValue();
            KeyName name = KeyName.parse(entry.key());
            if (entry.value().indexOf("${") < 0) {
                settings.put(entry.key(), new Setting(entry, name, entry.value()));
                continue;
            }
            references = references == null ? new References(environment, workingDirectory) : references;
            References.Expansion expansion = references.expand(entry.value());
            if (expansion.value() != null) {
                settings.put(entry.key(), new Setting(entry, name, expansion.value()));
            } else if (expansion.missing().isEmpty()) {
                problems.add(new Setting(entry, name, entry.value()).problem(expansion.malformed(), ""));
            } else {
                missing.put(entry.key(), expansion.missing());
            }
        }
        return settings;
    }

    /** The file's problems by line, then those of the layers above it. */
    private static final class BySourceAndLine implements Comparator<Problem> {
        @Override
        public int compare(Problem left, Problem right) {
            boolean inFile = left.line() > 0;
            return inFile == right.line() > 0 ? Integer.compare(left.line(), right.line()) : inFile ? -1 : 1;
        }
    }
}
