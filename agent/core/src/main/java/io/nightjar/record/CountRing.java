package io.nightjar.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples of counters that only grow, from which the counts of a window come by subtraction. Confined to the recorder's
 * reading lock.
 */
final class CountRing {
    private static final int CAPACITY = 80;
    private static final int STEPS_A_WINDOW = 60;
    private static final long SHORTEST_STEP_NANOS = 20_000_000;

    private final long[] takenAtNanos = new long[CAPACITY];
    private final long[] calls = new long[CAPACITY];
    private final long[] errors = new long[CAPACITY];
    private final long[] cancelled = new long[CAPACITY];
    private final long @Nullable [][] errorClasses = new long[CAPACITY][];
    private final long createdAtNanos;
    private long stepNanos;
    private long written;

    /** A ring of counters that were zero at a moment. */
    CountRing(long createdAtNanos, long windowNanos) {
        this.createdAtNanos = createdAtNanos;
        window(windowNanos);
    }

    /**
     * From where a window's counts are subtracted.
     *
     * @param whole whether history reaches back to the moment that was asked for
     */
    record Base(long takenAtNanos, Counts counts, boolean whole) {
        /** Counters that were zero until now, since they were created. */
        static Base zero(long createdAtNanos, long nanos) {
            boolean whole = createdAtNanos - nanos <= 0;
            return new Base(whole ? nanos : createdAtNanos, Counts.ZERO, whole);
        }
    }

    void window(long windowNanos) {
        stepNanos = Math.max(SHORTEST_STEP_NANOS, windowNanos / STEPS_A_WINDOW);
    }

    /** Takes a sample where the last one is a step old, to within a tenth. */
    void add(long nowNanos, Counts now) {
        if (written > 0 && nowNanos - takenAtNanos[index(written - 1)] < stepNanos - stepNanos / 10) {
            return;
        }
        int i = index(written++);
        takenAtNanos[i] = nowNanos;
        calls[i] = now.calls();
        errors[i] = now.errors();
        cancelled[i] = now.cancelled();
        errorClasses[i] = sameAsBefore(i, now.errorClasses());
    }

    /** The counters at a moment, to within half a step. */
    Base at(long nanos) {
        long oldest = oldest();
        boolean before = written == 0 || nanos - takenAtNanos[index(oldest)] < 0;
        if (before && oldest == 0) {
            return Base.zero(createdAtNanos, nanos);
        }
        int sample = before ? index(oldest) : nearest(nanos);
        Counts counts = new Counts(calls[sample], errors[sample], cancelled[sample], errorClasses[sample]);
        return new Base(takenAtNanos[sample], counts, !before);
    }

    private int nearest(long nanos) {
        int best = index(oldest());
        for (long n = oldest() + 1; n < written; n++) {
            if (Math.abs(takenAtNanos[index(n)] - nanos) < Math.abs(takenAtNanos[best] - nanos)) {
                best = index(n);
            }
        }
        return best;
    }

    private long oldest() {
        return Math.max(0, written - CAPACITY);
    }

    private static int index(long n) {
        return (int) (n % CAPACITY);
    }

    private long @Nullable [] sameAsBefore(int i, long @Nullable [] counts) {
        long[] before = errorClasses[(i + CAPACITY - 1) % CAPACITY];
        return Arrays.equals(before, counts) ? before : counts;
    }
}
