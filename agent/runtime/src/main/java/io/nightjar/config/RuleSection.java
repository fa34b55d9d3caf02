package io.nightjar.config;

import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import io.nightjar.match.Nearest;
import io.nightjar.rule.Expression;
import io.nightjar.rule.ExpressionException;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.rule.RuleMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the rules. What is wrong is a problem; one of which a secret is missing is switched off. Confined to one thread. */
final class RuleSection {
    private static final String AN_EXAMPLE = "a condition such as p95(openai.chat) > 2s";

    private final Values values;
    private final String name;
    private final Map<String, Setting> settings;

    private RuleSection(Values values, String name, Map<String, Setting> settings) {
        this.values = values;
        this.name = name;
        this.settings = settings;
    }

    /**
     * The rules, in the order in which they were written.
     *
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for each rule that goes without one of its keys
     */
    static List<RuleDefinition> read(Values values, Map<String, String> missing, List<String> switchedOff) {
        Map<String, String> lost = RuleKeys.KEYS.lost(missing, "rule", switchedOff);
        List<RuleDefinition> rules = new ArrayList<>();
        for (Map.Entry<String, Map<String, Setting>> one :
                RuleKeys.KEYS.byName(values).entrySet()) {
            boolean whole = !lost.containsKey(one.getKey());
            RuleDefinition rule = new RuleSection(values, one.getKey(), one.getValue()).read(whole);
            if (rule != null && whole) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /** Null where it is not to be used. */
    private @Nullable RuleDefinition read(boolean whole) {
        Setting each = settings.get(RuleKeys.EACH);
        Setting when = settings.get(RuleKeys.WHEN);
        if (each != null && each.value().isEmpty()) {
            values.report(each, "must be the name of an operation, or a glob such as openai.*", "");
        }
        if (when == null && whole) {
            values.report(
                    settings.values().iterator().next(),
                    RuleKeys.KEYS
                            .key(name, RuleKeys.WHEN)
                            .concat(" is needed, ")
                            .concat(AN_EXAMPLE),
                    "");
        }
        Expression condition = expression(when);
        Expression until = expression(settings.get(RuleKeys.UNTIL));
        RuleMessage message = message(settings.get(RuleKeys.MESSAGE));
        Severity severity = severity(settings.get(RuleKeys.SEVERITY));
        Duration pendingFor = pendingFor(settings.get(RuleKeys.FOR));
        Map<String, String> labels = labels();
        checkOperationSigns(each, condition, until, message);
        return condition == null
                ? null
                : new RuleDefinition(
                        name,
                        condition,
                        until,
                        pendingFor,
                        severity,
                        message,
                        labels,
                        each == null ? null : new Glob(each.value()));
    }

    /** {@code $} stands for the operation of a rule that is judged for each, and that alone. */
    private void checkOperationSigns(
            @Nullable Setting each,
            @Nullable Expression when,
            @Nullable Expression until,
            @Nullable RuleMessage message) {
        if (each == null) {
            String needed = RuleKeys.KEYS.key(name, RuleKeys.EACH).concat(" is needed");
            if (when != null && when.isForEach()) {
                values.report(settings.get(RuleKeys.WHEN), "$ stands for an operation: ".concat(needed), "");
            }
            if (until != null && until.isForEach()) {
                values.report(settings.get(RuleKeys.UNTIL), "$ stands for an operation: ".concat(needed), "");
            }
            if (message != null && message.needsOperation()) {
                values.report(
                        settings.get(RuleKeys.MESSAGE),
                        "$ and {operation} stand for an operation: ".concat(needed),
                        "");
            }
        } else if (when != null && !when.isForEach()) {
            values.report(
                    settings.get(RuleKeys.WHEN), "a rule for each operation names it by $, such as p95($) > 2s", "");
        }
    }

    private @Nullable Expression expression(@Nullable Setting setting) {
        if (setting == null) {
            return null;
        }
        try {
            return Expression.parse(setting.value());
        } catch (ExpressionException wrong) {
            report(setting, wrong);
            return null;
        }
    }

    private @Nullable RuleMessage message(@Nullable Setting setting) {
        if (setting == null || setting.value().isEmpty()) {
            return null;
        }
        try {
            return RuleMessage.parse(setting.value());
        } catch (ExpressionException wrong) {
            report(setting, wrong);
            return null;
        }
    }

    /** What is wrong may quote the value, which a secret may be part of. */
    private void report(Setting setting, ExpressionException wrong) {
        String message = setting.hasSecret()
                ? "is not understood at character ".concat(Integer.toString(wrong.character()))
                : wrong.reason().concat(" at character ").concat(Integer.toString(wrong.character()));
        values.report(setting, message, "");
    }

    private Severity severity(@Nullable Setting setting) {
        if (setting == null) {
            return Severity.WARNING;
        }
        List<String> names = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            if (severity.jsonName().equals(setting.value())) {
                return severity;
            }
            names.add(severity.jsonName());
        }
        values.report(
                setting,
                "must be warning, error or critical",
                setting.hasSecret() ? "" : Nearest.of(setting.value(), names));
        return Severity.WARNING;
    }

    private @Nullable Duration pendingFor(@Nullable Setting setting) {
        if (setting == null) {
            return null;
        }
        OptionalLong nanos = Units.nanos(setting.value(), false);
        if (nanos.isEmpty() || nanos.getAsLong() < 0) {
            values.report(setting, "must be ".concat(Kind.SECONDS_OR_NONE.allowed()), "");
            return null;
        }
        return Duration.ofNanos(nanos.getAsLong());
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, Setting> one : settings.entrySet()) {
            String label = NamedKeys.label(one.getKey());
            Setting setting = one.getValue();
            if (label == null) {
                continue;
            }
            if (!LabelName.isValid(label)) {
                values.report(setting, LabelName.ALLOWED, "");
            } else if (LabelName.isReservedForRule(label)) {
                values.report(setting, "the label ".concat(label).concat(" is Nightjar's own"), "");
            } else if (!setting.value().isEmpty()) {
                labels.put(label, setting.value());
            }
        }
        return labels;
    }
}
