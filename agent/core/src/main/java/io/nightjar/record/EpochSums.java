package io.nightjar.record;

import java.util.Arrays;

/** Starts less ends of an operation by slot of the fine ring, read anew for each. Confined to the reading lock. */
final class EpochSums {
    private final long[] ends = new long[Cells.EPOCHS];
    private final long[] balances = new long[Cells.EPOCHS];

    /** All ends before all starts: so every end that is seen has its start. */
    long[] balances(Operation operation) {
        Arrays.fill(ends, 0);
        Arrays.fill(balances, 0);
        operation.sum(Cells.ENDS, ends);
        operation.sum(Cells.STARTS, balances);
        for (int i = 0; i < balances.length; i++) {
            balances[i] -= ends[i];
        }
        return balances;
    }
}
