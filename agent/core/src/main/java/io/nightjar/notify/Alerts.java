package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertIds;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Breach;
import io.nightjar.alert.IsoMillis;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes alerts of breaches. Thread-safe. */
final class Alerts {
    private static final String FLAPPING = "flapping";
    private static final String SUPPRESSED = "suppressed";
    private static final String SUPPRESSED_WORST = "suppressed_worst";
    private static final RateLimiter.Suppressed NONE = new RateLimiter.Suppressed(0, null);

    private final AlertIds ids = new AlertIds();

    /** An id for a notification that is made now. */
    String id(Instant now) {
        return ids.next(now.toEpochMilli());
    }

    /** The same alert as a notification of its own, with one figure more. */
    Alert with(Alert alert, String name, @Nullable Object value, Instant now) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(alert.metadata());
        metadata.put(name, value);
        return new Alert(
                alert.type(),
                alert.severity(),
                alert.message(),
                now,
                metadata,
                id(now),
                alert.status(),
                alert.fingerprint(),
                alert.startsAt(),
                alert.endsAt(),
                alert.labels());
    }

    /** The same alert as a notification that somebody looks after its condition. */
    Alert acknowledged(Alert alert, Acknowledgement given, Instant now) {
        Map<String, @Nullable Object> who = new LinkedHashMap<>();
        who.put("by", given.by());
        who.put("note", given.note());
        who.put("until", given.until() == null ? null : IsoMillis.format(given.until()));
        return with(alert, "acknowledged", who, now);
    }

    /** A firing alert. */
    Alert firing(
            Breach breach,
            Severity severity,
            Map<String, String> labels,
            String fingerprint,
            Instant startsAt,
            Instant now,
            RateLimiter.Suppressed suppressed) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(breach.metadata());
        metadata.put(SUPPRESSED, suppressed.count());
        if (suppressed.worst() != null) {
            metadata.put(SUPPRESSED_WORST, suppressed.worst().jsonName());
        }
        return new Alert(
                breach.type(),
                severity,
                breach.message(),
                now,
                metadata,
                ids.next(now.toEpochMilli()),
                AlertStatus.FIRING,
                fingerprint,
                startsAt,
                null,
                labels);
    }

    /** The state of a condition as it is now. */
    Alert current(NotifiableCondition condition, Instant now) {
        return state(
                withFlapping(condition.breach(), condition.notices().flapping),
                condition.severity(),
                condition.labels(),
                condition.fingerprint(),
                condition.startsAt(),
                now);
    }

    /** A breach of a condition that is flapping says so. */
    static Breach withFlapping(Breach breach, @Nullable FlappingCondition one) {
        if (one == null || !one.flapping) {
            return breach;
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(breach.metadata());
        metadata.put(FLAPPING, true);
        return new Breach(
                breach.type(), breach.severity(), breach.limitKey(), breach.message(), metadata, breach.labels());
    }

    /** A firing alert that says nothing of what the rate limit held back. */
    Alert state(
            Breach breach,
            Severity severity,
            Map<String, String> labels,
            String fingerprint,
            Instant startsAt,
            Instant now) {
        return firing(breach, severity, labels, fingerprint, startsAt, now, NONE);
    }

    /**
     * The end of a firing alert; what was held back since stands in the next firing one alone.
     *
     * @param endedAt when the condition ended
     */
    Alert resolved(Alert firing, Instant endedAt, Instant now, @Nullable String reason) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(firing.metadata());
        metadata.put(SUPPRESSED, NONE.count());
        metadata.remove(SUPPRESSED_WORST);
        if (reason != null) {
            metadata.put("reason", reason);
        }
        return new Alert(
                firing.type(),
                firing.severity(),
                Alert.RESOLVED_PREFIX + firing.message(),
                now,
                metadata,
                ids.next(now.toEpochMilli()),
                AlertStatus.RESOLVED,
                firing.fingerprint(),
                firing.startsAt(),
                endedAt.isBefore(firing.startsAt()) ? firing.startsAt() : endedAt,
                firing.labels());
    }
}
