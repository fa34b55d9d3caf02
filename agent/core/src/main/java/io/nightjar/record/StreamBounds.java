package io.nightjar.record;

/** The upper bounds by which an operation's first chunks and the times between its chunks are always counted. */
public final class StreamBounds {
    private static final long[] NANOS = {
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        20_000_000_000L,
        40_000_000_000L,
        80_000_000_000L,
        Long.MAX_VALUE
    };

    /** How many there are, with the last, which bounds nothing. */
    public static final int COUNT = 17;

    /** By the number of leading zeros of a time: the first bound that such a time may be within. No two bounds share that number. */
    private static final byte[] FIRST = first();

    private StreamBounds() {}

    /** The bound of a place, in nanoseconds; times equal to it are within. */
    public static long nanos(int index) {
        return NANOS[index];
    }

    /** The place of the least bound that a time is within. */
    static int of(long nanos) {
        int index = FIRST[Long.numberOfLeadingZeros(nanos)];
        return nanos > NANOS[index] ? index + 1 : index;
    }

    private static byte[] first() {
        byte[] first = new byte[Long.SIZE + 1];
        for (int zeros = 1; zeros <= Long.SIZE; zeros++) {
            long least = zeros == Long.SIZE ? 0 : 1L << (Long.SIZE - 1 - zeros);
            while (NANOS[first[zeros]] < least) {
                first[zeros]++;
            }
        }
        return first;
    }
}
