package io.nightjar.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a configuration together from its settings, section by section: one of which no key is set is not even loaded. Confined
 * to one thread at a time.
 */
final class ConfigAssembly {
    private static final List<String> DESTINATION_PREFIXES = List.of(
            "webhook.", "alertmanager.", "pagerduty.", "opsgenie.", "slack.", "teams.", "destination.", "http.");

    private static final List<String> ALERTS_PREFIXES =
            List.of("alerts.to", "alerts.spool", "log.when", "log.resolved");
    private static final List<String> SAMPLING_PREFIXES = List.of("memory.", "gpu.");
    private static final List<String> CONSOLE_PREFIXES = List.of(Key.CONSOLE_PREFIX);
    private static final List<String> OTLP_PREFIXES = List.of(Key.OTLP_PREFIX);
    private static final List<String> LOG_PREFIXES = List.of("log.level", "log.file", "log.format", "log.calls");

    /**
     * What {@link JudgingSection} does not read, or cannot reject: while no other key is set, it has nothing to say before the
     * application's main.
     */
    private static final String[] BESIDE_JUDGING = {
        "enabled",
        "service",
        "instance",
        "watch",
        "state",
        "jmx.enabled",
        "jfr.enabled",
        "log.level",
        "log.file",
        "log.format",
        "log.calls",
        "gpu.devices",
        "gpu.library",
        "memory.check",
        "memory.interval",
        "console.listen",
        "console.token",
        "console.metrics-token",
        "console.hosts",
    };

    private final Sources sources;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Map<String, Setting> settings;
    private final Map<String, String> missing;
    private final List<Problem> problems;

    /**
     * @param missing keys whose secrets could not be read, with the reason
     * @param problems gets everything that is wrong
     */
    ConfigAssembly(
            Sources sources,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path workingDirectory,
            Map<String, Setting> settings,
            Map<String, String> missing,
            List<Problem> problems) {
        this.sources = sources;
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.settings = settings;
        this.missing = missing;
        this.problems = problems;
    }

    NightjarConfig read() {
        List<String> switchedOff = new ArrayList<>();
        if (!missing.isEmpty()) {
            sayIgnored(switchedOff);
        }
        Values values = new Values(settings, problems, workingDirectory);
        boolean exported = values.isAnySet(OTLP_PREFIXES, missing);
        boolean sends = exported
                || values.isAnySet(DESTINATION_PREFIXES, Map.of())
                || values.isAnySet(ALERTS_PREFIXES, Map.of());
        JudgingSection section = isJudgingDefault()
                ? null
                : new JudgingSection(values, missing, switchedOff, sends, systemProperties, environment);
        boolean enabled = values.flag(Key.ENABLED);
        WatchSettings watch = watch(values, section);
        JudgingSettings judging = section == null ? null : section.read();
        return new NightjarConfig(
                this,
                enabled,
                watch,
                judging,
                values.isAnySet(SAMPLING_PREFIXES, Map.of()) ? SamplingSection.read(values) : null,
                values.find(Key.STATE) == null ? null : WritablePlace.directory(values, Key.STATE, switchedOff),
                values.isAnySet(LOG_PREFIXES, Map.of()) ? LogSection.read(values, switchedOff) : LogSettings.DEFAULT,
                console(values, switchedOff),
                exported && section != null && judging != null ? otlp(values, section, judging, switchedOff) : null,
                offers(values, Key.JMX_ENABLED, "java.management", switchedOff),
                offers(values, Key.JFR_ENABLED, "jdk.jfr", switchedOff),
                switchedOff,
                sources.describe());
    }

    /** What judging and delivery follow where no key of theirs is set: nothing of it can be wrong. */
    JudgingSettings judgingDefaults() {
        List<Problem> none = new ArrayList<>();
        Values values = new Values(settings, none, workingDirectory);
        JudgingSettings read =
                new JudgingSection(values, missing, new ArrayList<>(), false, systemProperties, environment).read();
        if (!none.isEmpty()) {
            throw new IllegalStateException(none.get(0).render());
        }
        return read;
    }

    private boolean isJudgingDefault() {
        if (!missing.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, Setting> each : settings.entrySet()) {
            boolean beside = false;
            for (String known : BESIDE_JUDGING) {
                beside |= each.getKey().equals(known);
            }
            if (!beside) {
                return false;
            }
        }
        return true;
    }

    private WatchSettings watch(Values values, @Nullable JudgingSection section) {
        Path file = sources.path();
        Path directory = file == null ? null : file.getParent();
        List<OperationDefinition> definitions =
                section == null ? List.of() : section.operations().definitions();
        List<OperationValues> read =
                section == null ? List.of() : section.operations().values();
        Setting setting = values.find(Key.WATCH);
        if (setting != null && setting.value().isEmpty()) {
            return new WatchSettings(List.of(), definitions, read, directory, values.written("watch", "operation."));
        }
        return setting == null
                ? new WatchSettings(
                        List.of(values.text(Key.WATCH)), definitions, read, directory, values.written("operation."))
                : new WatchSection(values, directory).read(definitions, read);
    }

    private @Nullable ConsoleSettings console(Values values, List<String> switchedOff) {
        return values.isAnySet(CONSOLE_PREFIXES, missing) ? ConsoleSection.read(values, missing, switchedOff) : null;
    }

    private @Nullable OtlpSettings otlp(
            Values values, JudgingSection section, JudgingSettings judging, List<String> switchedOff) {
        DeliverySection delivery = section.delivery();
        return delivery == null
                ? null
                : OtlpSection.read(
                        values,
                        missing,
                        switchedOff,
                        delivery.network(),
                        judging.delivery().http(),
                        judging.service(),
                        judging.instance(),
                        environment);
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

    /** A key that lacks its secret is as if it were not set, but for those of destinations, silences, objectives, rules, the console and OTLP, which go off whole. */
    private void sayIgnored(List<String> switchedOff) {
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
}
