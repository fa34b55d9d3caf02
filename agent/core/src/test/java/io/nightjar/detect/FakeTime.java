package io.nightjar.detect;

import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Both clocks, moved by the test; the wall clock can also jump on its own. */
final class FakeTime implements NanoClock, InstantSource {
    private volatile long nanos = 5_000_000_000_000L;
    private volatile int outOfMemory;
    private volatile Instant wall = Instant.parse("2026-11-22T14:03:11.482Z");

    void advance(Duration by) {
        nanos += by.toNanos();
        wall = wall.plus(by);
    }

    /** The next readings of the wall clock find no memory. */
    void runOutOfMemory(int times) {
        outOfMemory = times;
    }

    void jumpWall(Duration by) {
        wall = wall.plus(by);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        if (outOfMemory > 0) {
            outOfMemory--;
            throw new OutOfMemoryError("made by a test");
        }
        return wall;
    }
}
