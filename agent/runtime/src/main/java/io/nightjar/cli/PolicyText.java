package io.nightjar.cli;

import io.nightjar.log.NeutralText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions, silences and alerts of the agent's JSON as words for a person. Stateless. */
final class PolicyText {
    private static final int SHORT_CHARS = 8;

    private PolicyText() {}

    /** As much of a fingerprint as a person needs. */
    static String fingerprint(@Nullable Object fingerprint) {
        return fingerprint == null ? "-" : NeutralText.of(fingerprint.toString(), SHORT_CHARS);
    }

    /** The words of a member; a hyphen where it is absent. */
    static String words(@Nullable Object value) {
        return value == null ? "-" : NeutralText.of(value.toString());
    }

    /** Who acknowledged a condition; a hyphen where nobody did. */
    static String acknowledgedBy(Map<?, ?> condition) {
        if (!(condition.get("acknowledged") instanceof Map<?, ?> acknowledged)) {
            return "-";
        }
        Object by = acknowledged.get("by");
        return by == null ? "somebody" : words(by);
    }

    /** A condition in one line: which, what, and who looks after it. */
    static String line(Map<?, ?> condition) {
        StringBuilder line = new StringBuilder();
        line.append(fingerprint(condition.get("fingerprint"))).append(": ").append(words(condition.get("message")));
        if (condition.get("acknowledged") instanceof Map<?, ?> acknowledged) {
            line.append(", acknowledged by ").append(acknowledgedBy(condition));
            if (acknowledged.get("until") != null) {
                line.append(" until ").append(words(acknowledged.get("until")));
            }
        }
        return line.toString();
    }

    /** A JSON array of these objects, one a line, as they are. */
    static void printArray(List<String> objects, PrintWriter out) {
        out.println(objects.isEmpty() ? "[]" : "[\n" + String.join(",\n", objects) + "\n]");
    }
}
