package io.nightjar.config;

import io.nightjar.notify.Silence;
import io.nightjar.objective.Objective;
import io.nightjar.rule.RuleDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String COMMAND_PROPERTY = "sun.java.command";
    private static final List<String> DESTINATION_PREFIXES = List.of(
            "webhook.", "alertmanager.", "pagerduty.", "opsgenie.", "slack.", "teams.", "destination.", "http.");

    private static final List<String> ALERTS_PREFIXES =
            List.of("alerts.to", "alerts.spool", "log.when", "log.resolved");
    private static final List<String> SILENCE_PREFIXES = List.of(SilenceKeys.PREFIX);
    private static final List<String> OBJECTIVE_PREFIXES = List.of(ObjectiveKeys.PREFIX);
    private static final List<String> RULE_PREFIXES = List.of(RuleKeys.PREFIX);
    private static final List<String> SAMPLING_PREFIXES = List.of("memory.", "gpu.");
    private static final List<String> CONSOLE_PREFIXES = List.of(Key.CONSOLE_PREFIX);
    private static final List<String> OTLP_PREFIXES = List.of(Key.OTLP_PREFIX);
    private static final List<String> LOG_PREFIXES = List.of("log.level", "log.file", "log.format", "log.calls");

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
        NightjarConfig config = assemble(settings, missing, problems);
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
        References references = new References(environment, workingDirectory);
        for (Entry entry : highest.values()) {
            KeyName name = KeyName.parse(entry.key());
            if (entry.value().indexOf("${") < 0) {
                settings.put(entry.key(), new Setting(entry, name, entry.value()));
                continue;
            }
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

    private NightjarConfig assemble(
            Map<String, Setting> settings, Map<String, String> missing, List<Problem> problems) {
        List<String> switchedOff = new ArrayList<>();
        sayIgnored(missing, switchedOff);
        Values values = new Values(settings, problems, workingDirectory);
        OperationsSection operations = new OperationsSection(values);
        String service = values.text(Key.SERVICE);
        String instance = values.text(Key.INSTANCE);
        service = service.isEmpty() ? Identity.service(systemProperties.get(COMMAND_PROPERTY), environment) : service;
        instance = instance.isEmpty() ? Identity.instance(environment) : instance;
        boolean exported = isSet(settings, OTLP_PREFIXES) || isSet(missing, OTLP_PREFIXES);
        boolean delivered = isSet(settings, DESTINATION_PREFIXES) || isSet(settings, ALERTS_PREFIXES);
        DeliverySection section = exported || delivered
                ? new DeliverySection(values, missing, switchedOff, systemProperties, environment)
                : null;
        DeliverySettings delivery = section == null ? DeliverySettings.NONE : section.read();
        boolean silenced = isSet(settings, SILENCE_PREFIXES) || isSet(missing, SILENCE_PREFIXES);
        List<Silence> silences = silenced ? SilenceSection.read(values, missing, switchedOff) : List.of();
        boolean promised = isSet(settings, OBJECTIVE_PREFIXES) || isSet(missing, OBJECTIVE_PREFIXES);
        List<Objective> objectives = promised ? ObjectiveSection.read(values, missing, switchedOff) : List.of();
        boolean ruled = isSet(settings, RULE_PREFIXES) || isSet(missing, RULE_PREFIXES);
        List<RuleDefinition> rules = ruled ? RuleSection.read(values, missing, switchedOff) : List.of();
        return new NightjarConfig(
                values.flag(Key.ENABLED),
                service,
                instance,
                watch(values, operations),
                DetectionSection.read(
                        values,
                        operations.limits(),
                        NotificationSection.read(values, delivery, silences),
                        rules,
                        objectives,
                        service,
                        instance),
                isSet(settings, SAMPLING_PREFIXES) ? SamplingSection.read(values) : SamplingSettings.DEFAULT,
                delivery,
                values.find(Key.STATE) == null ? null : WritablePlace.directory(values, Key.STATE, switchedOff),
                isSet(settings, LOG_PREFIXES) ? LogSection.read(values, switchedOff) : LogSettings.DEFAULT,
                console(values, settings, missing, switchedOff),
                exported && section != null
                        ? OtlpSection.read(
                                values,
                                missing,
                                switchedOff,
                                section.network(),
                                delivery.http(),
                                service,
                                instance,
                                environment)
                        : null,
                offers(values, Key.JMX_ENABLED, "java.management", switchedOff),
                offers(values, Key.JFR_ENABLED, "jdk.jfr", switchedOff),
                switchedOff,
                WrittenValues.of(settings.values(), ""),
                sources.describe());
    }

    private WatchSettings watch(Values values, OperationsSection operations) {
        Path file = sources.path();
        Path directory = file == null ? null : file.getParent();
        List<OperationDefinition> definitions = operations.definitions();
        return values.find(Key.WATCH) == null
                ? new WatchSettings(
                        List.of(values.text(Key.WATCH)),
                        definitions,
                        operations.values(),
                        directory,
                        WrittenValues.of(values.all(), "operation."))
                : new WatchSection(values, directory).read(definitions, operations.values());
    }

    private static @Nullable ConsoleSettings console(
            Values values, Map<String, Setting> settings, Map<String, String> missing, List<String> switchedOff) {
        boolean asked = isSet(settings, CONSOLE_PREFIXES) || isSet(missing, CONSOLE_PREFIXES);
        return asked ? ConsoleSection.read(values, missing, switchedOff) : null;
    }

    /** Whether a switch is on and the JVM has the module that it needs; that one is missing is said to whoever has set the switch. */
    private static boolean offers(Values values, Key key, String module, List<String> switchedOff) {
        if (!values.flag(key)) {
            return false;
        }
        boolean present = ModuleLayer.boot().findModule(module).isPresent();
        if (!present && values.find(key) != null) {
            switchedOff.add(key.text()
                    .concat(" is switched off: this JVM runs without the module ")
                    .concat(module)
                    .concat(" (add it to the image, or start with --add-modules ")
                    .concat(module)
                    .concat(")"));
        }
        return present;
    }

    /** Whether any key of a family is set: what is not asked for is not even loaded. */
    private static boolean isSet(Map<String, ?> settings, List<String> prefixes) {
        for (String key : settings.keySet()) {
            for (String prefix : prefixes) {
                if (key.startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A key that lacks its secret is as if it were not set, but for those of destinations, silences, objectives, rules, the console and OTLP, which go off whole. */
    private static void sayIgnored(Map<String, String> missing, List<String> switchedOff) {
        for (Map.Entry<String, String> lost : missing.entrySet()) {
            boolean offWhole = lost.getKey().startsWith(SilenceKeys.PREFIX)
                    || lost.getKey().startsWith(ObjectiveKeys.PREFIX)
                    || lost.getKey().startsWith(RuleKeys.PREFIX)
                    || lost.getKey().startsWith(Key.CONSOLE_PREFIX)
                    || lost.getKey().startsWith(Key.OTLP_PREFIX);
            for (String prefix : DESTINATION_PREFIXES) {
                offWhole |= lost.getKey().startsWith(prefix);
            }
            if (!offWhole) {
                switchedOff.add(lost.getKey().concat(" is ignored: ").concat(lost.getValue()));
            }
        }
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
