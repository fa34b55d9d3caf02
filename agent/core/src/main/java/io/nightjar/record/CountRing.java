package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * Samples of counters that only grow, from which the counts of a window come by subtraction. Confined to the recorder's
 * reading lock.
 */
final class CountRing {
    private static final int CAPACITY = 80;
    private static final int NONE = -1;
    private static final int STEPS_A_WINDOW = 60;
    private static final long SHORTEST_STEP_NANOS = 20_000_000;

    private final long[] takenAtNanos = new long[CAPACITY];
    private final long[] calls = new long[CAPACITY];
    /** Null until there was one: most operations have neither failures nor cancelled calls. */
    private long @Nullable [] errors;

    private long @Nullable [] cancelled;
    private long @Nullable [] @Nullable [] errorClasses;
    private final long createdAtNanos;
    private long stepNanos;
    private long written;

    /** A ring of counters that were zero at a moment. */
    CountRing(long createdAtNanos, long windowNanos) {
        this.createdAtNanos = createdAtNanos;
        window(windowNanos);
    }

    void window(long windowNanos) {
        stepNanos = Math.max(SHORTEST_STEP_NANOS, windowNanos / STEPS_A_WINDOW);
    }

    /** Whether the last sample is a step old, to within a tenth. */
    boolean isDue(long nowNanos) {
        return written == 0 || nowNanos - takenAtNanos[index(written - 1)] >= stepNanos - stepNanos / 10;
    }

    /** Takes a sample. */
    void add(long nowNanos, WindowCounts now, long @Nullable [] nowErrorClasses) {
        int i = index(written++);
        takenAtNanos[i] = nowNanos;
        calls[i] = now.calls();
        errors = with(errors, i, now.errors());
        cancelled = with(cancelled, i, now.cancelled());
        if (errorClasses == null && nowErrorClasses != null) {
            errorClasses = new long[CAPACITY][];
        }
        if (errorClasses != null) {
            errorClasses[i] = nowErrorClasses;
        }
    }

    private static long @Nullable [] with(long @Nullable [] counts, int i, long count) {
        if (counts == null && count == 0) {
            return null;
        }
        long[] kept = counts == null ? new long[CAPACITY] : counts;
        kept[i] = count;
        return kept;
    }

    /** The error classes of the last sample; null where none had any. */
    long @Nullable [] newestErrorClasses() {
        return written == 0 || errorClasses == null ? null : errorClasses[index(written - 1)];
    }

    /** The error classes at a moment, to within half a step. */
    long @Nullable [] errorClassesAt(long nanos) {
        int place = place(nanos);
        return place == NONE || errorClasses == null ? null : errorClasses[place];
    }

    /** Writes what was counted since a moment, to within half a step. */
    void since(long nanos, long nowNanos, WindowCounts now, WindowCounts target) {
        int place = place(nanos);
        if (place == NONE) {
            sinceCreated(createdAtNanos, nanos, nowNanos, target);
        } else {
            boolean whole = nanos - takenAtNanos[index(oldest())] >= 0;
            target.begin(nowNanos - takenAtNanos[place], whole);
            target.add(-calls[place], -at(errors, place), -at(cancelled, place));
        }
        target.add(now);
    }

    private static long at(long @Nullable [] counts, int place) {
        return counts == null ? 0 : counts[place];
    }

    /** Nothing was counted, of counters that are zero since they were created. */
    static void sinceCreated(long createdAtNanos, long nanos, long nowNanos, WindowCounts target) {
        boolean whole = createdAtNanos - nanos <= 0;
        target.begin(nowNanos - (whole ? nanos : createdAtNanos), whole);
    }

    /** Where the sample of a moment is; {@link #NONE} where the counters were zero then. */
    private int place(long nanos) {
        long oldest = oldest();
        if (written == 0 || nanos - takenAtNanos[index(oldest)] < 0) {
            return oldest == 0 ? NONE : index(oldest);
        }
        long low = oldest;
        long high = written;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (nanos - takenAtNanos[index(middle)] < 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        boolean laterIsNearer = high < written && takenAtNanos[index(high)] - nanos < nanos - takenAtNanos[index(low)];
        return index(laterIsNearer ? high : low);
    }

    private long oldest() {
        return Math.max(0, written - CAPACITY);
    }

    private static int index(long n) {
        return (int) (n % CAPACITY);
    }
}
