package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * Counters at one moment.
 *
 * @param errorClasses in the order of the operation's table; null before the first failure
 */
record Counts(long calls, long errors, long cancelled, long @Nullable [] errorClasses) {
    static final Counts ZERO = new Counts(0, 0, 0, null);

    /**
     * Read against the writers' order (call, error, class): so there are never more errors than calls, nor more of a class
     * than errors.
     */
    static Counts of(Operation operation) {
        long[] classes = operation.errorClasses.counts();
        long errors = operation.sum(Cells.ERRORS);
        long cancelled = operation.sum(Cells.CANCELLED);
        return new Counts(operation.sum(Cells.CALLS), errors, cancelled, classes);
    }
}
