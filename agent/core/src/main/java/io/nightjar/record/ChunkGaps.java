package io.nightjar.record;

/**
 * The times between the chunks of one stream, from its first chunk on, counted by bounds that double: 10 ms, 20 ms and so on up
 * to 81.92 s. Confined to the stream, as its chunks come one after the other; to be read once it has ended.
 */
public final class ChunkGaps {
    /** How many bounds there are. */
    public static final int BOUNDS = 14;

    private static final long LEAST_NANOS = 10_000_000L;

    private final int[] counts = new int[BOUNDS + 1];
    private long nanos;

    /** A chunk came so long after the one before it. */
    public void add(long gapNanos) {
        long gap = Math.max(0, gapNanos);
        counts[place(gap)]++;
        nanos += gap;
    }

    /** The place of the least bound that a time is within, {@link #BOUNDS} above the last. */
    public static int place(long nanos) {
        long beyond = Math.max(0, nanos - 1) / LEAST_NANOS;
        return Math.min(BOUNDS, Long.SIZE - Long.numberOfLeadingZeros(beyond));
    }

    /** A bound in nanoseconds; times equal to it are within. */
    public static long boundNanos(int place) {
        return LEAST_NANOS << place;
    }

    /** How many gaps there were of a place. */
    public int count(int place) {
        return counts[place];
    }

    /** All gaps together. */
    public long nanos() {
        return nanos;
    }
}
