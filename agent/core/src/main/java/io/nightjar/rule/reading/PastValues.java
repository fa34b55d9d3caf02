package io.nightjar.rule.reading;

/**
 * A term's values of the past, from which the one of some time ago is taken: one a sixtieth of that time, or a second. 2 KB.
 * Confined to its owner.
 */
final class PastValues {
    private static final int CAPACITY = 128;
    private static final int STEPS = 60;
    private static final long SHORTEST_STEP_NANOS = 1_000_000_000;

    private final long agoNanos;
    private final long stepNanos;
    private final long[] takenAtNanos = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private long written;
    private long dropped;

    PastValues(long agoNanos) {
        this.agoNanos = agoNanos;
        long step = Math.max(SHORTEST_STEP_NANOS, agoNanos / STEPS);
        stepNanos = step - step / 10;
    }

    void clear() {
        dropped = written;
    }

    /** Remembers the value of now, where the one before is old enough, and lets go what is too old. */
    void add(long nowNanos, double value) {
        if (written > dropped && nowNanos - takenAtNanos[index(written - 1)] < stepNanos) {
            return;
        }
        if (written - dropped == CAPACITY) {
            dropped++;
        }
        takenAtNanos[index(written)] = nowNanos;
        values[index(written++)] = value;
    }

    /** The value nearest to that time ago; NaN where memory does not reach back so far. */
    double then(long nowNanos) {
        long thenNanos = nowNanos - agoNanos;
        while (written - dropped > 1 && isAtMost(dropped + 1, thenNanos)) {
            dropped++;
        }
        if (written == dropped || !isAtMost(dropped, thenNanos)) {
            return Double.NaN;
        }
        boolean later = written - dropped > 1
                && takenAtNanos[index(dropped + 1)] - thenNanos < thenNanos - takenAtNanos[index(dropped)];
        return values[index(later ? dropped + 1 : dropped)];
    }

    private boolean isAtMost(long sample, long nanos) {
        return takenAtNanos[index(sample)] - nanos <= 0;
    }

    private static int index(long sample) {
        return (int) (sample & (CAPACITY - 1));
    }
}
