package io.nightjar.cli.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Groups of rules as a rule file of Prometheus. Confined to one thread. */
final class RulesYaml {
    private final StringBuilder out = new StringBuilder(16_384);

    private RulesYaml() {}

    /** @param comments lines for the head of the file */
    static String write(List<String> comments, List<RuleGroup> groups) {
        RulesYaml yaml = new RulesYaml();
        for (String comment : comments) {
            yaml.line(0, "# " + printable(comment));
        }
        yaml.line(0, "groups:");
        for (RuleGroup group : groups) {
            yaml.group(group);
        }
        return yaml.out.toString();
    }

    private void group(RuleGroup group) {
        line(2, "- name: " + group.name());
        line(4, "rules:");
        for (FleetRule rule : group.rules()) {
            if (rule instanceof FleetRule.Recording recording) {
                line(6, "- record: " + recording.name());
                expression(rule.expression());
            } else if (rule instanceof FleetRule.Alerting alerting) {
                line(6, "- alert: " + alerting.name());
                expression(rule.expression());
                duration("for", alerting.pending());
                duration("keep_firing_for", alerting.kept());
            }
            map("labels", rule.labels());
            if (rule instanceof FleetRule.Alerting alerting) {
                map("annotations", alerting.annotations());
            }
        }
    }

    /** A block in which every character stands for itself: there is none that a line cannot hold. */
    private void expression(String expression) {
        if (expression.indexOf('\n') < 0) {
            line(8, "expr: " + quoted(expression));
            return;
        }
        line(8, "expr: |-");
        for (String part : expression.split("\n", -1)) {
            line(10, part);
        }
    }

    private void duration(String key, Duration duration) {
        if (!duration.isZero()) {
            line(8, key + ": " + PromText.duration(duration));
        }
    }

    private void map(String key, Map<String, String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        line(8, key + ":");
        entries.forEach((name, value) -> line(10, name + ": " + quoted(value)));
    }

    private void line(int indent, String text) {
        out.append(" ".repeat(indent)).append(text).append('\n');
    }

    /** A scalar in single quotes where that can be, in double quotes with escapes where not. */
    static String quoted(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            plain &= PromText.isPlain(text, i);
        }
        if (plain) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (PromText.isPlain(text, i)) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", Character.isSurrogate(c) ? 0xFFFD : (int) c));
            }
        }
        return escaped.append('"').toString();
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            shown.append(PromText.isPlain(text, i) ? text.charAt(i) : '?');
        }
        return shown.toString();
    }
}
