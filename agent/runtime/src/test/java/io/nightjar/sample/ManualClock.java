package io.nightjar.sample;

import io.nightjar.time.NanoClock;

/** A clock that stands until it is moved. */
final class ManualClock implements NanoClock {
    private volatile long nanos = 1_000_000_000_000L;

    @Override
    public long nanoTime() {
        return nanos;
    }

    void advanceSeconds(long seconds) {
        nanos += seconds * 1_000_000_000L;
    }
}
