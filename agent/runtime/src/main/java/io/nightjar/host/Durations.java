package io.nightjar.host;

import java.time.Duration;

/** Conversions of durations that {@link Duration} itself does not offer. Stateless. */
public final class Durations {
    private Durations() {}

    /** Whole nanoseconds; what does not fit is the largest, or the least, that does. */
    public static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
