package io.nightjar.record;

import java.util.Arrays;

/**
 * Sums over an operation's stripes, read anew for each operation into the same arrays: whoever wants to keep them copies them.
 * Confined to the reading lock.
 */
final class StripeSums {
    private final long[] ends = new long[Cells.EPOCHS];
    private final long[] balances = new long[Cells.EPOCHS];
    private final long[] buckets = new long[Buckets.COUNT];

    /** The operation's histogram. */
    long[] buckets(Operation operation) {
        Arrays.fill(buckets, 0);
        operation.addDurations(buckets);
        return buckets;
    }

    /** Starts less ends by slot of the fine ring, read in the order that {@link Cells} asks for. */
    long[] balances(Operation operation) {
        Arrays.fill(ends, 0);
        Arrays.fill(balances, 0);
        operation.sum(Cells.ENDS, ends);
        operation.sum(Cells.STARTS, balances);
        operation.addParked(balances);
        for (int i = 0; i < balances.length; i++) {
            balances[i] -= ends[i];
        }
        return balances;
    }
}
