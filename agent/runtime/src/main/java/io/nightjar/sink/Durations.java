package io.nightjar.sink;

import java.time.Duration;

/** What {@link Duration} itself does not say. */
final class Durations {
    private Durations() {}

    /** Whole nanoseconds; what does not fit is the largest, or the least, that does. */
    static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
