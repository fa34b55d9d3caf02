package io.nightjar.record;

/** How a thread counts calls in a stripe that it owns. Confined to the owner, but for what readers may see. */
final class OwnedStripe {
    /*
     * Most calls end on the thread that they started on, before its next call of that operation starts. Such a call never
     * touches the rings of epochs: its start is parked, and its end takes it away again. A start that is still parked when
     * the next one comes is counted under its epoch, and so is an end that finds another start parked, or none: a call
     * within a call, one that ended elsewhere. Readers take what is parked for one more start of its epoch, so it makes no
     * difference to them which of the two became of it, nor how old it is by then.
     *
     * begin() replaces what is parked before it counts it. In between a reader misses one start, which is set off like any
     * other that a writer is late with; the other way round it could see a start of long ago twice and take it for a call
     * that is stuck.
     * What is parked is written plainly: a word of a long[] that the next release store, call or safepoint publishes at
     * the latest. Anything stronger between the two readings of the clock is a large part of what recording costs (RecordBenchmark).
     * end() publishes with its last store that the call no longer runs, and with it what it counted before.
     * The one call that each of them makes last may overflow the stack: then neither has counted anything, and the call
     * starts, or ends, in a frame with enough stack left.
     */
    private OwnedStripe() {}

    /** A call started, at a moment that is not 0. */
    static void begin(long[] cells, long startNanos) {
        long before = cells[Cells.PARKED];
        cells[Cells.PARKED] = startNanos;
        if (before != 0) {
            try {
                Cells.increment(cells, Cells.STARTS + Epochs.fineSlot(before));
            } catch (StackOverflowError overflow) {
                cells[Cells.PARKED] = before;
                throw overflow;
            }
        }
    }

    /**
     * A call completed without a failure, in time for the fine ring of epochs. One that started at 0 was never parked. False
     * where the stripe has no bucket for its duration: then nothing was counted.
     */
    static boolean end(long[] cells, long startNanos, long elapsedNanos) {
        int bucket = (int) cells[Cells.BUCKETS_SHIFT] + Buckets.of(elapsedNanos);
        if (bucket < Cells.BUCKETS || bucket >= Cells.end(cells)) {
            return false;
        }
        long log = Logs.of(elapsedNanos);
        cells[bucket]++;
        if (elapsedNanos > cells[Cells.MAX]) {
            cells[Cells.MAX] = elapsedNanos;
        }
        cells[Cells.DURATION_LOGS] += log;
        cells[Cells.CALLS]++;
        try {
            if (cells[Cells.PARKED] == startNanos && startNanos != 0) {
                Cells.setRelease(cells, Cells.PARKED, 0);
            } else {
                Cells.increment(cells, Cells.ENDS + Epochs.fineSlot(startNanos));
            }
        } catch (StackOverflowError overflow) {
            cells[bucket]--;
            cells[Cells.DURATION_LOGS] -= log;
            cells[Cells.CALLS]--;
            throw overflow;
        }
        return true;
    }

    /** Whether the stripe has a bucket for a duration. */
    static boolean counts(long[] cells, long elapsedNanos) {
        int bucket = (int) cells[Cells.BUCKETS_SHIFT] + Buckets.of(elapsedNanos);
        return bucket >= Cells.BUCKETS && bucket < Cells.end(cells);
    }

    /** A call whose start may be parked has ended, in time for the fine ring of epochs: takes that away, false where it is not. */
    static boolean unpark(long[] cells, long startNanos) {
        if (cells[Cells.PARKED] != startNanos || startNanos == 0) {
            return false;
        }
        Cells.setRelease(cells, Cells.PARKED, 0);
        return true;
    }

    /** A call that has left its epoch already completed: its duration, which the stripe {@link #counts}, and whether it failed. */
    static void completed(long[] cells, long elapsedNanos, boolean failed) {
        cells[(int) cells[Cells.BUCKETS_SHIFT] + Buckets.of(elapsedNanos)]++;
        if (elapsedNanos > cells[Cells.MAX]) {
            cells[Cells.MAX] = elapsedNanos;
        }
        cells[Cells.DURATION_LOGS] += failed ? 0 : Logs.of(elapsedNanos);
        cells[Cells.CALLS]++;
        Cells.add(cells, Cells.ERRORS, failed ? 1 : 0);
    }

    /** A stream delivered a chunk, so long after the one before it or its start. */
    static void chunk(long[] cells, long gapNanos) {
        Cells.add(cells, Cells.GAP_NANOS, gapNanos);
        Cells.raise(cells, Cells.LONGEST_GAP, gapNanos);
        cells[Cells.GAPS + StreamBounds.of(gapNanos)]++;
        Cells.increment(cells, Cells.CHUNKS);
    }
}
