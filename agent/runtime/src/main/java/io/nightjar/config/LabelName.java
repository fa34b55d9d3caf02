package io.nightjar.config;

import java.util.Set;

/** Which names a label may have: {@code [a-zA-Z_][a-zA-Z0-9_]*}, and not one that Nightjar gives itself. */
final class LabelName {
    static final String ALLOWED = "a label's name is made of letters, digits and _, and begins with no digit";

    private static final Set<String> ALWAYS_OURS =
            Set.of("service", "instance", "operation", "layer", "memory_type", "alertname", "alert_type", "severity");

    /** What further alerts and metrics name so. */
    private static final Set<String> OURS_AT_TIMES = Set.of(
            "model",
            "device",
            "signal",
            "rule",
            "slo",
            "outcome",
            "exception",
            "direction",
            "destination",
            "result",
            "kind",
            "le",
            "quantile");

    private LabelName() {}

    static boolean isValid(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether a constant label may not have that name. */
    static boolean isReserved(String name) {
        return ALWAYS_OURS.contains(name) || OURS_AT_TIMES.contains(name);
    }

    /** Whether a label read from a call may not have that name; {@code model} is read just so. */
    static boolean isReservedForOperation(String name) {
        return ALWAYS_OURS.contains(name);
    }

    /** Whether a label of a rule may not have that name; it may say which model or device the rule is about. */
    static boolean isReservedForRule(String name) {
        return isReserved(name) && !name.equals("model") && !name.equals("device");
    }
}
