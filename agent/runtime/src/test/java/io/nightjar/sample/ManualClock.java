package io.nightjar.sample;

import io.nightjar.time.NanoClock;

/** A clock that stands until it is moved. */
public final class ManualClock implements NanoClock {
    private volatile long nanos = 1_000_000_000_000L;

    @Override
    public long nanoTime() {
        return nanos;
    }

    public void advanceNanos(long more) {
        nanos += more;
    }

    void advanceSeconds(long seconds) {
        advanceNanos(seconds * 1_000_000_000L);
    }
}
