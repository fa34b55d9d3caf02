package io.nightjar.record;

/**
 * The log-linear scale of durations: 32 buckets an octave from 1 µs to 1 h, one below and one above. A bucket's
 * midpoint is within 1/64 of every value in it.
 */
public final class Buckets {
    static final long LOWEST_NANOS = 1_000;
    static final long HIGHEST_NANOS = 3_600_000_000_000L;
    /** The bucket of what is below the range. */
    public static final int BELOW = 0;

    private static final int SUB_BITS = 5;
    private static final int OFFSET = position(LOWEST_NANOS) - 1;
    /** The bucket of what is above the range. */
    public static final int ABOVE = position(HIGHEST_NANOS) - OFFSET + 1;
    /** How many there are. */
    public static final int COUNT = ABOVE + 1;

    private Buckets() {}

    /** The bucket of a duration; whatever is out of range goes to {@link #BELOW} or {@link #ABOVE}. */
    public static int of(long nanos) {
        if (nanos < LOWEST_NANOS) {
            return BELOW;
        }
        return nanos > HIGHEST_NANOS ? ABOVE : position(nanos) - OFFSET;
    }

    /** The duration that stands for all of a bucket. */
    public static long midpointNanos(int bucket) {
        if (bucket == BELOW) {
            return LOWEST_NANOS;
        }
        if (bucket == ABOVE) {
            return HIGHEST_NANOS;
        }
        return lowestNanos(bucket) + (widthNanos(bucket) >> 1);
    }

    /** The longest duration of a bucket. */
    public static long highestNanos(int bucket) {
        if (bucket == BELOW) {
            return LOWEST_NANOS - 1;
        }
        return bucket == ABOVE ? Long.MAX_VALUE : lowestNanos(bucket) + widthNanos(bucket) - 1;
    }

    private static long lowestNanos(int bucket) {
        int position = bucket + OFFSET;
        long mantissa = (position & ((1 << SUB_BITS) - 1)) + (1L << SUB_BITS);
        return mantissa << (exponent(bucket) - SUB_BITS);
    }

    private static long widthNanos(int bucket) {
        return 1L << (exponent(bucket) - SUB_BITS);
    }

    private static int exponent(int bucket) {
        return ((bucket + OFFSET) >> SUB_BITS) - 1;
    }

    private static int position(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        return (exponent << SUB_BITS) + (int) (nanos >>> (exponent - SUB_BITS));
    }
}
