package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.match.Glob;
import io.nightjar.rule.Evaluation;
import io.nightjar.rule.Expression;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.rule.RuleMessage;
import io.nightjar.rule.TermSource;
import io.nightjar.rule.reading.TermReadings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule of the user's, judged once or for each operation that it names. Confined to the detector's lock. */
final class StatedRule {
    static final String RULE = "rule";
    static final String OPERATION = "operation";
    /** Beyond so many, operations are not judged. */
    static final int MOST_OPERATIONS = 1_000;

    private final RuleDefinition definition;
    private final StateRule.Lasting lasting;
    private final Map<String, Judged> judged = new LinkedHashMap<>();
    /** The same, for a walk that makes no garbage. */
    private final List<Judged> list = new ArrayList<>();

    private int operationsMet;
    private boolean full;

    StatedRule(RuleDefinition definition) {
        this.definition = definition;
        lasting = definition.pendingFor() == null
                ? StateRule.Lasting.REMINDED
                : new StateRule.Lasting(false, true, definition.pendingFor());
    }

    String name() {
        return definition.name();
    }

    RuleDefinition definition() {
        return definition;
    }

    boolean isFull() {
        return full;
    }

    /** The operations for which it is judged. */
    List<String> operations() {
        return List.copyOf(judged.keySet());
    }

    /**
     * Asks for all its terms.
     *
     * @param operations for which it was judged before
     */
    void bind(TermReadings readings, List<String> operations) {
        if (definition.each() == null) {
            add(readings, "");
            return;
        }
        for (String operation : operations) {
            goOn(readings, operation);
        }
        meet(readings);
    }

    /** Is judged for an operation of which no call has been seen yet. */
    void goOn(TermReadings readings, String operation) {
        Glob each = definition.each();
        if (each != null && each.matches(operation)) {
            add(readings, operation);
        }
    }

    void judge(TermReadings readings, StateRule.Breaches breaches) {
        meet(readings);
        for (int i = 0; i < list.size(); i++) {
            list.get(i).judge(breaches);
        }
    }

    private void meet(TermReadings readings) {
        while (definition.each() != null && operationsMet < readings.operations()) {
            goOn(readings, readings.operation(operationsMet++));
        }
    }

    private void add(TermSource source, String operation) {
        if (judged.containsKey(operation)) {
            return;
        }
        if (judged.size() >= MOST_OPERATIONS) {
            full = true;
            return;
        }
        Judged added = new Judged(source, operation);
        judged.put(operation, added);
        list.add(added);
    }

    /** The rule about one operation, or about none. */
    private final class Judged {
        private final Map<String, String> labels = new LinkedHashMap<>(definition.labels());
        private final String expression;
        private final Evaluation when;
        private final @Nullable Evaluation until;
        private final RuleMessage.@Nullable Text message;
        /** Whether its condition was raised and lasts until {@link #until} holds. */
        private boolean lasts;

        private boolean judgedOnce;

        Judged(TermSource source, String operation) {
            if (!operation.isEmpty()) {
                labels.put(OPERATION, operation);
            }
            labels.put(RULE, name());
            Expression about = about(definition.when(), operation);
            expression = about.toString();
            when = about.bind(source);
            Expression end = definition.until();
            until = end == null ? null : about(end, operation).bind(source);
            RuleMessage own = definition.message();
            message = own == null
                    ? null
                    : (operation.isEmpty() ? own : own.about(operation)).bind(name(), operation, source);
        }

        private static Expression about(Expression expression, String operation) {
            return operation.isEmpty() ? expression : expression.about(operation);
        }

        void judge(StateRule.Breaches breaches) {
            boolean holds = when.holds();
            if (until == null) {
                if (holds) {
                    breaches.state(breach(), lasting);
                }
                return;
            }
            if (!judgedOnce) {
                judgedOnce = true;
                lasts = breaches.fires(AlertType.RULE, labels);
            }
            if (!holds && !lasts) {
                return;
            }
            if (until.holds()) {
                lasts = false;
                breaches.over(AlertType.RULE, labels);
                return;
            }
            breaches.state(breach(), lasting);
            lasts = lasts || breaches.fires(AlertType.RULE, labels);
        }

        private Breach breach() {
            Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
            metadata.put("rule", name());
            metadata.put("expression", expression);
            metadata.put("values", when.values());
            String text = message == null ? "Rule " + name() + " holds: " + expression : message.write();
            return new Breach(AlertType.RULE, definition.severity(), name(), text, metadata, labels);
        }
    }
}
