package io.nightjar.cli.fleet;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.detect.SeverityBands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One alert as up to three rules, one for each severity, the mildest first; what inhibits what is Alertmanager's. */
final class Severities {
    private final FleetSettings settings;

    Severities(FleetSettings settings) {
        this.settings = settings;
    }

    /**
     * Rules over a value that is compared with multiples of a threshold.
     *
     * @param comparison a condition for each bound: {@code "> 2"}
     */
    List<FleetRule.Alerting> above(
            AlertType type, double threshold, SeverityBands bands, double most, Function<String, Text> comparison) {
        List<FleetRule.Alerting> rules = new ArrayList<>();
        rules.add(rule(type, Severity.WARNING, comparison.apply("> " + PromText.number(threshold))));
        addBand(rules, type, Severity.ERROR, threshold, threshold * bands.error(), most, comparison);
        addBand(rules, type, Severity.CRITICAL, threshold, threshold * bands.critical(), most, comparison);
        return rules;
    }

    /** Where a band begins below the threshold, the threshold is what counts; what no value reaches is left out. */
    private void addBand(
            List<FleetRule.Alerting> rules,
            AlertType type,
            Severity severity,
            double threshold,
            double bound,
            double most,
            Function<String, Text> comparison) {
        if (bound <= most) {
            boolean within = bound <= threshold;
            String text = (within ? "> " : ">= ") + PromText.number(within ? threshold : bound);
            rules.add(rule(type, severity, comparison.apply(text)));
        }
    }

    /** A rule of one severity. */
    FleetRule.Alerting rule(AlertType type, Severity severity, Text text) {
        return rule(name(type), type.jsonName(), severity, text);
    }

    /** A rule of one severity about the agents. */
    FleetRule.Alerting rule(String name, String alertType, Severity severity, Text text) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("severity", severity.jsonName());
        labels.put("alert_type", alertType);
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", text.summary());
        annotations.put("value", "{{ $value }}");
        if (text.ofOperation()) {
            annotations.put("operation", "{{ $labels.operation }}");
        }
        return new FleetRule.Alerting(
                name, text.expression(), settings.pending(), settings.kept(), labels, annotations);
    }

    /** {@code NightjarFleetErrorRate}: other than the agent's own alerts, which Alertmanager may get too. */
    static String name(AlertType type) {
        StringBuilder name = new StringBuilder("NightjarFleet");
        for (String word : type.jsonName().split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }

    /**
     * What is asked and what is said.
     *
     * @param ofOperation whether it has the label {@code operation}
     */
    record Text(String expression, String summary, boolean ofOperation) {}
}
