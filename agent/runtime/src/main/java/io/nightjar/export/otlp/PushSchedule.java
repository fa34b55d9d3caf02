package io.nightjar.export.otlp;

import io.nightjar.host.Durations;
import io.nightjar.sink.queue.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the next push is due: one an interval, and where one did not arrive, up to four more before the next. After that there is
 * one an interval until one arrives. Not thread-safe; guarded by its owner.
 */
final class PushSchedule {
    private static final int TRIES = 4;

    private final long intervalNanos;
    private @Nullable Backoff backoff;
    private int triesLeft = TRIES;
    private long regularNanos;
    private long dueNanos;

    PushSchedule(long nowNanos, Duration interval) {
        intervalNanos = Math.min(Durations.saturatedNanos(interval), Long.MAX_VALUE / 4);
        regularNanos = nowNanos + intervalNanos;
        dueNanos = regularNanos;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    /** A push begins; those that were missed are not made up for. */
    void begun(long nowNanos) {
        while (nowNanos - regularNanos >= 0) {
            regularNanos += Math.max(1, (nowNanos - regularNanos) / intervalNanos) * intervalNanos;
        }
        dueNanos = regularNanos;
    }

    void ended(long nowNanos, PushAnswer answer) {
        dueNanos = regularNanos;
        if (answer.arrived()) {
            triesLeft = TRIES;
            backoff = null;
            return;
        }
        long askedNanos = nowNanos + Durations.saturatedNanos(answer.atLeast());
        if (answer.retried() && triesLeft > 0) {
            Backoff pause = backoff == null ? new Backoff(null) : backoff;
            backoff = pause;
            triesLeft--;
            long againNanos = nowNanos + pause.afterFailureNanos(answer.atLeast());
            dueNanos = againNanos - regularNanos < 0 ? againNanos : regularNanos;
        } else {
            triesLeft = 0;
        }
        if (askedNanos - dueNanos > 0) {
            dueNanos = askedNanos;
        }
    }
}
