package io.nightjar.rule;

import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the user's. Immutable.
 *
 * @param name the user's
 * @param when what must hold
 * @param until the condition ends when this holds, and only then; null where it ends once {@code when} has not held for a while
 * @param pendingFor how long {@code when} must hold; null for what {@code alerts.for} says
 * @param severity of its alerts
 * @param message with terms in braces; null for the usual one
 * @param labels further labels of its alerts
 * @param each it is judged for every operation that is like this, {@code $} standing for it; null where it is judged once
 */
public record RuleDefinition(
        String name,
        Expression when,
        @Nullable Expression until,
        @Nullable Duration pendingFor,
        Severity severity,
        @Nullable RuleMessage message,
        Map<String, String> labels,
        @Nullable Glob each) {
    public RuleDefinition {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
