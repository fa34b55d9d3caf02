package io.nightjar.notify;

import io.nightjar.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a condition is acknowledged, and since when it counts as not. Confined to the policy's owner's lock. */
final class AcknowledgedState {
    private @Nullable Acknowledgement acknowledgement;
    private Severity at = Severity.WARNING;
    private boolean wasAcknowledged;
    private long endedNanos;

    void set(Acknowledgement given, Severity severity) {
        acknowledgement = given;
        at = severity;
    }

    /** Null where it is not acknowledged. */
    @Nullable
    Acknowledgement get() {
        return acknowledgement;
    }

    Severity severity() {
        return at;
    }

    void end(long nowNanos) {
        acknowledgement = null;
        wasAcknowledged = true;
        endedNanos = nowNanos;
    }

    /** Whether its time is over. */
    boolean isOver(Instant now) {
        Acknowledgement given = acknowledgement;
        return given != null && given.until() != null && !now.isBefore(given.until());
    }

    /** How long the condition has been without acknowledgement. */
    long unacknowledgedNanos(long beganNanos, long nowNanos) {
        return wasAcknowledged ? Math.min(nowNanos - endedNanos, nowNanos - beganNanos) : nowNanos - beganNanos;
    }
}
