package io.nightjar.detect;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that is wrong and goes on being wrong. Confined to the detector's lock. */
final class Condition {
    final String fingerprint;
    final Map<String, String> labels;
    final Instant startsAt;
    final long firstBreachNanos;
    /** The rate limit does not remind of it: single slow calls, and what fires once. */
    final boolean silentWhileItLasts;

    Breach breach;
    long lastBreachNanos;
    /** What it is now. */
    Severity severity;
    /** The worst that an alert was due for. */
    Severity worst;
    /** Whether it has lasted long enough to be raised. */
    boolean begun;
    boolean over;
    /** Whether a firing alert was sent: only then does an end follow. */
    boolean notified;
    long lastNotifiedNanos;
    /** The firing alert as the listener knows it; null before it was raised. */
    @Nullable Alert told;

    Condition(
            String fingerprint,
            Map<String, String> labels,
            Breach breach,
            Instant startsAt,
            long nowNanos,
            boolean silentWhileItLasts) {
        this.fingerprint = fingerprint;
        this.labels = labels;
        this.breach = breach;
        this.startsAt = startsAt;
        this.silentWhileItLasts = silentWhileItLasts;
        severity = breach.severity();
        worst = breach.severity();
        firstBreachNanos = nowNanos;
        lastBreachNanos = nowNanos;
    }
}
