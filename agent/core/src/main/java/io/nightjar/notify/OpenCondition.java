package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.IsoMillis;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition as it is listed for people. Immutable.
 *
 * @param pending it is breached and has not lasted long enough to be raised
 * @param acknowledged null where nobody has acknowledged it
 * @param silencedBy name or id of a silence that holds it now; null where none does
 */
public record OpenCondition(
        String fingerprint,
        AlertType type,
        Severity severity,
        String message,
        Map<String, String> labels,
        Instant startsAt,
        boolean pending,
        @Nullable Acknowledgement acknowledged,
        @Nullable String silencedBy) {
    public OpenCondition {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** The keys of its JSON form, in their order. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("fingerprint", fingerprint);
        map.put("alert_type", type.jsonName());
        map.put("severity", severity.jsonName());
        map.put("message", message);
        map.put("labels", labels);
        map.put("starts_at", IsoMillis.format(startsAt));
        map.put("state", pending ? "pending" : "firing");
        map.put("acknowledged", acknowledged == null ? null : map(acknowledged));
        map.put("silenced_by", silencedBy);
        return map;
    }

    private static Map<String, @Nullable Object> map(Acknowledgement acknowledged) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Instant until = acknowledged.until();
        map.put("by", acknowledged.by());
        map.put("note", acknowledged.note());
        map.put("until", until == null ? null : IsoMillis.format(until));
        return map;
    }
}
