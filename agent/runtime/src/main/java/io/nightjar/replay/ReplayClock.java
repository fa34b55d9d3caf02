package io.nightjar.replay;

import io.nightjar.time.NanoClock;
import java.time.Instant;
import java.time.InstantSource;

/** The time of what was recorded, both as durations and as timestamps: nanoseconds since 1970. Confined to one thread. */
final class ReplayClock implements NanoClock, InstantSource {
    private long nowNanos;

    ReplayClock(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    void set(long newNanos) {
        nowNanos = newNanos;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, nowNanos);
    }
}
