package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * Copies of an operation's histogram, a sixth of a window apart, from which a window's quantiles come by subtraction.
 * Confined to the recorder's reading lock.
 *
 * <p>The copies keep the lower 32 bits: the difference of two is right as long as a window has fewer than 4 billion calls.
 */
final class HistogramRing {
    private static final int CAPACITY = 7;
    private static final int STEPS_A_WINDOW = 6;

    private final @Nullable Copy[] copies = new Copy[CAPACITY];
    private final long[] takenAtNanos = new long[CAPACITY];
    private long stepNanos;
    private long written;

    /** The counts from the first bucket in use to the last. */
    private static final class Copy {
        final int first;
        final int[] counts;

        Copy(long[] all) {
            int from = 0;
            int to = all.length;
            while (from < to && all[from] == 0) {
                from++;
            }
            while (to > from && all[to - 1] == 0) {
                to--;
            }
            first = from;
            counts = new int[to - from];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (int) all[from + i];
            }
        }

        int get(int bucket) {
            int i = bucket - first;
            return i >= 0 && i < counts.length ? counts[i] : 0;
        }
    }

    /** A ring of a histogram that was empty at a moment. */
    HistogramRing(long createdAtNanos, long windowNanos) {
        window(windowNanos);
        takenAtNanos[0] = createdAtNanos;
        written = 1;
    }

    void window(long windowNanos) {
        stepNanos = Math.max(1, windowNanos / STEPS_A_WINDOW);
    }

    void add(long nowNanos, Operation operation, StripeSums sums) {
        if (nowNanos - takenAtNanos[index(written - 1)] < stepNanos - stepNanos / 20) {
            return;
        }
        int i = index(written++);
        takenAtNanos[i] = nowNanos;
        copies[i] = new Copy(sums.buckets(operation));
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
        Copy copy = copies[best];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Integer.toUnsignedLong((int) counts[i] - (copy == null ? 0 : copy.get(i)));
        }
    }

    private static int index(long n) {
        return (int) (n % CAPACITY);
    }
}
