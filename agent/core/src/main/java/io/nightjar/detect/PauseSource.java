package io.nightjar.detect;

import java.util.OptionalDouble;

/** Gives the part of a call that the garbage collector took; never blocks. Thread-safe. */
@FunctionalInterface
public interface PauseSource {
    /** Milliseconds of collector pauses that overlap the interval of the monotonic clock; empty where unknown. */
    OptionalDouble pauseMillisBetween(long startNanos, long endNanos);
}
