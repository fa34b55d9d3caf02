package io.nightjar.record;

/**
 * Logarithms to base 2 without a division: exact at powers of two, straight between them, so at most 0.086 too small. Sums of them fit
 * a long for as long as any process runs.
 */
public final class Logs {
    /** How many steps an octave has. */
    public static final int STEPS = 1 << 10;

    private static final int BITS = 10;
    private static final int TOP = 63;

    private Logs() {}

    /** The logarithm of a value, in steps; of what is below 1, 0. */
    public static long of(long value) {
        if (value < 1) {
            return 0;
        }
        int zeros = Long.numberOfLeadingZeros(value);
        return ((long) (TOP - zeros) << BITS) + ((value << zeros >>> (TOP - BITS)) & (STEPS - 1));
    }

    /** The value whose logarithm is so many steps; for a mean of logarithms, their geometric mean. */
    public static double value(double steps) {
        double octaves = Math.floor(steps / STEPS);
        return Math.scalb(1 + steps / STEPS - octaves, (int) octaves);
    }
}
