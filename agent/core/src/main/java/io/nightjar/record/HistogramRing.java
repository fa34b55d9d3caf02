package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * Copies of an operation's histogram, a sixth of a window apart, from which a window's quantiles come by subtraction.
 * Confined to the recorder's reading lock.
 *
 * <p>The copies keep the lower 32 bits: the difference of two is right as long as a window has fewer than 4 billion calls.
 */
final class HistogramRing {
    private static final int CAPACITY = 8;
    private static final int STEPS_A_WINDOW = 6;

    private final int @Nullable [][] copies = new int[CAPACITY][];
    private final long[] takenAtNanos = new long[CAPACITY];
    private long stepNanos;
    private long written;

    /** A ring of a histogram that was empty at a moment. */
    HistogramRing(long createdAtNanos, long windowNanos) {
        window(windowNanos);
        takenAtNanos[0] = createdAtNanos;
        written = 1;
    }

    void window(long windowNanos) {
        stepNanos = Math.max(1, windowNanos / STEPS_A_WINDOW);
    }

    void add(long nowNanos, Operation operation) {
        if (nowNanos - takenAtNanos[index(written - 1)] < stepNanos - stepNanos / 20) {
            return;
        }
        long[] counts = new long[Buckets.COUNT];
        operation.sum(Cells.BUCKETS, counts);
        int i = index(written++);
        takenAtNanos[i] = nowNanos;
        int[] copy = copies[i];
        if (copy == null) {
            copy = new int[Buckets.COUNT];
            copies[i] = copy;
        }
        for (int j = 0; j < copy.length; j++) {
            copy[j] = (int) counts[j];
        }
    }

    /** Takes from the counts what had been counted at the copy nearest to a moment. */
    void subtract(long nanos, long[] counts) {
        long oldest = Math.max(0, written - CAPACITY);
        int best = index(oldest);
        for (long n = oldest + 1; n < written; n++) {
            if (Math.abs(takenAtNanos[index(n)] - nanos) < Math.abs(takenAtNanos[best] - nanos)) {
                best = index(n);
            }
        }
        int[] copy = copies[best];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Integer.toUnsignedLong((int) counts[i] - (copy == null ? 0 : copy[i]));
        }
    }

    private static int index(long n) {
        return (int) (n % CAPACITY);
    }
}
