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

    /** As a person would write it, the two largest units at most: {@code 250ms}, {@code 42s}, {@code 12m 30s}, {@code 3d}. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "m", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3_600, "h", seconds % 3_600 / 60, "m")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + ' ' + small + smallUnit;
    }
}
