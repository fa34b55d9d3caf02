package io.nightjar.config;

import io.nightjar.notify.Silence;
import io.nightjar.objective.Objective;
import io.nightjar.rule.RuleDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what judging and delivery follow, and what operations the user has named. Confined to one thread. */
final class JudgingSection {
    private static final String COMMAND_PROPERTY = "sun.java.command";
    private static final List<String> SILENCE_PREFIXES = List.of(SilenceKeys.PREFIX);
    private static final List<String> OBJECTIVE_PREFIXES = List.of(ObjectiveKeys.PREFIX);
    private static final List<String> RULE_PREFIXES = List.of(RuleKeys.PREFIX);

    private final Values values;
    private final OperationsSection operations;
    private final String service;
    private final String instance;
    private final @Nullable DeliverySection section;
    private final DeliverySettings delivery;
    private final List<Silence> silences;
    private final List<Objective> objectives;
    private final List<RuleDefinition> rules;

    /**
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for what cannot work
     * @param sends whether anything is sent to a destination or by OTLP
     */
    JudgingSection(
            Values values,
            Map<String, String> missing,
            List<String> switchedOff,
            boolean sends,
            Map<String, String> systemProperties,
            Map<String, String> environment) {
        this.values = values;
        operations = new OperationsSection(values);
        String ownService = values.text(Key.SERVICE);
        String ownInstance = values.text(Key.INSTANCE);
        service = ownService.isEmpty()
                ? Identity.service(systemProperties.get(COMMAND_PROPERTY), environment)
                : ownService;
        instance = ownInstance.isEmpty() ? Identity.instance(environment) : ownInstance;
        section = sends ? new DeliverySection(values, missing, switchedOff, systemProperties, environment) : null;
        delivery = section == null ? DeliverySettings.NONE : section.read();
        boolean silenced = values.isAnySet(SILENCE_PREFIXES, missing);
        silences = silenced ? SilenceSection.read(values, missing, switchedOff) : List.of();
        boolean promised = values.isAnySet(OBJECTIVE_PREFIXES, missing);
        objectives = promised ? ObjectiveSection.read(values, missing, switchedOff) : List.of();
        boolean ruled = values.isAnySet(RULE_PREFIXES, missing);
        rules = ruled ? RuleSection.read(values, missing, switchedOff) : List.of();
    }

    OperationsSection operations() {
        return operations;
    }

    /** What is needed to send anything; null where nothing is sent. */
    @Nullable
    DeliverySection delivery() {
        return section;
    }

    /** Reads the rest. */
    JudgingSettings read() {
        return new JudgingSettings(
                service,
                instance,
                DetectionSection.read(
                        values,
                        operations.limits(),
                        NotificationSection.read(values, delivery, silences),
                        rules,
                        objectives,
                        service,
                        instance),
                delivery,
                values.written(""));
    }
}
