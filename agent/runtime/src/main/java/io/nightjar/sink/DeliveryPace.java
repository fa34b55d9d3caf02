package io.nightjar.sink;

import java.time.Duration;

/** When a destination may try again, and for how long it has had nothing to do. Not thread-safe; guarded by its owner. */
final class DeliveryPace {
    private final Backoff backoff;
    private boolean resting;
    private long notBeforeNanos;
    private boolean idle;
    private long idleSinceNanos;

    DeliveryPace(Backoff backoff) {
        this.backoff = backoff;
    }

    /** One more attempt has failed. */
    void rest(long nowNanos, Duration atLeast) {
        resting = true;
        notBeforeNanos = nowNanos + backoff.afterFailureNanos(atLeast);
    }

    /** An attempt was answered, or everything is different: the next failure is the first. */
    void reset() {
        backoff.reset();
        resting = false;
    }

    /** Nanoseconds until the next attempt; 0: now. */
    long restNanos(long nowNanos) {
        if (resting && nowNanos - notBeforeNanos >= 0) {
            resting = false;
        }
        return resting ? notBeforeNanos - nowNanos : 0;
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
