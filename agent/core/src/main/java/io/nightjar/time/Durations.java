package io.nightjar.time;

import java.time.Duration;

/** Durations as numbers, and numbers as durations. Stateless. */
public final class Durations {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /** Nanoseconds; what does not fit is the largest that does. */
    public static long saturatedNanos(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** Seconds, with their fraction. */
    public static double seconds(Duration duration) {
        return saturatedNanos(duration) / NANOS_PER_SECOND;
    }

    /** Milliseconds, with their fraction. */
    public static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    /** Whole nanoseconds, rounded down; what does not fit is the largest that does. */
    public static long nanos(double millis) {
        return (long) Math.floor(millis * NANOS_PER_MILLI);
    }
}
