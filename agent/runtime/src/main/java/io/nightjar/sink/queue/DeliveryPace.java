package io.nightjar.sink.queue;

import io.nightjar.host.Durations;
import java.time.Duration;

/** When a destination may try again, and for how long it has had nothing to do. Not thread-safe; guarded by its owner. */
final class DeliveryPace {
    private static final long SHORT_NANOS = 2_000_000_000L;

    private final Backoff backoff;
    private boolean resting;
    private long failedNanos;
    private long pauseNanos;
    private long askedNanos;
    private boolean idle;
    private long idleSinceNanos;

    DeliveryPace(Backoff backoff) {
        this.backoff = backoff;
    }

    /** One more attempt has failed. */
    void rest(long nowNanos, Duration atLeast) {
        resting = true;
        failedNanos = nowNanos;
        askedNanos = Durations.saturatedNanos(Durations.least(atLeast, Backoff.RETRY_AFTER_CAP));
        pauseNanos = backoff.afterFailureNanos(atLeast);
    }

    /** An attempt was answered, or everything is different: the next failure is the first. */
    void reset() {
        backoff.reset();
        resting = false;
    }

    /**
     * Nanoseconds until the next attempt; 0: now.
     *
     * @param othersWait whether alerts wait beside one that was refused: they are kept no longer than the destination asked
     */
    long restNanos(long nowNanos, boolean othersWait) {
        if (!resting) {
            return 0;
        }
        long longestNanos = othersWait ? Math.max(askedNanos, Math.min(pauseNanos, SHORT_NANOS)) : pauseNanos;
        long leftNanos = longestNanos - (nowNanos - failedNanos);
        resting = pauseNanos - (nowNanos - failedNanos) > 0;
        return Math.max(0, leftNanos);
    }

    /** Nanoseconds for which there has been nothing to do, this look included. */
    long idleNanos(long nowNanos) {
        if (!idle) {
            idle = true;
            idleSinceNanos = nowNanos;
        }
        return nowNanos - idleSinceNanos;
    }

    void busy() {
        idle = false;
    }
}
