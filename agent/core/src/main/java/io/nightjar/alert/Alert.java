package io.nightjar.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One notification about a condition. Immutable; safe from any thread.
 *
 * @param type what kind of threshold was crossed
 * @param severity how far it was crossed
 * @param message one line for a person
 * @param timestamp wall time of this notification
 * @param metadata the figures, in the order in which they are shown; values are strings, doubles, longs, booleans, lists,
 *     maps or null
 * @param id unique to this notification, kept by its retries
 * @param status firing or resolved
 * @param fingerprint identity of the condition, made of type and labels
 * @param startsAt wall time at which the condition began
 * @param endsAt wall time at which it ended, null while it fires
 * @param labels identity labels, in the order in which they are shown
 */
public record Alert(
        AlertType type,
        Severity severity,
        String message,
        Instant timestamp,
        Map<String, @Nullable Object> metadata,
        String id,
        AlertStatus status,
        String fingerprint,
        Instant startsAt,
        @Nullable Instant endsAt,
        Map<String, String> labels) {
    /** What stands before the message of an alert whose condition has ended. */
    public static final String RESOLVED_PREFIX = "Resolved: ";

    public Alert {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(startsAt, "startsAt");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** The alert with the keys of its JSON form, in their order; instants as ISO 8601 strings with milliseconds. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("alert_type", type.jsonName());
        map.put("severity", severity.jsonName());
        map.put("message", message);
        map.put("timestamp", IsoMillis.format(timestamp));
        map.put("metadata", metadata);
        map.put("id", id);
        map.put("status", status.jsonName());
        map.put("fingerprint", fingerprint);
        map.put("starts_at", IsoMillis.format(startsAt));
        map.put("ends_at", endsAt == null ? null : IsoMillis.format(endsAt));
        map.put("labels", labels);
        return map;
    }
}
