package io.nightjar.record;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The reader's book of one operation's running calls by age. Confined to the recorder's reading lock.
 *
 * <p>The writers count starts and ends by start epoch in a short fine ring, and the ends of older calls in coarser rings.
 * An epoch whose time in its ring is over moves its balance here into the next ring, at last into one cell. What was
 * counted in a neighbouring place, because a writer or the reader was late, stands there as a negative balance and is set
 * off against the next younger calls, so the total is always right.
 */
final class InFlightLedger {
    /** Slots that are kept for calls that start while the reader reads, so that they are not taken for old ones. */
    private static final int EPOCHS_AHEAD = 8;

    private static final long[] NONE = {};

    private final long[] fineFolded = new long[Cells.EPOCHS];
    private final Ring[] rings = {new Ring(1), new Ring(2), new Ring(3)};
    private final long[] fineBalance = new long[Cells.EPOCHS];
    private final Count count = new Count();
    private long beyond;
    private long beyondLateEnds;
    private long beyondSinceNanos;

    /** Balances of one coarse ring, each with the epoch it belongs to; most operations' calls end before they need one. */
    private static final class Ring {
        final int number;
        long[] epochs = NONE;
        long[] started = NONE;
        long[] ended = NONE;
        long[] endedFolded = NONE;
        /** Whether anything was ever counted in it; until then it has no epochs. */
        boolean used;

        Ring(int number) {
            this.number = number;
        }

        void use(long nowNanos) {
            if (!used) {
                epochs = new long[Cells.EPOCHS];
                started = new long[Cells.EPOCHS];
                ended = new long[Cells.EPOCHS];
                endedFolded = new long[Cells.EPOCHS];
                used = true;
                long current = Epochs.epoch(number, nowNanos);
                for (int slot = 0; slot < Cells.EPOCHS; slot++) {
                    epochs[slot] = latestEpoch(current, slot);
                }
            }
        }

        long balance(int slot) {
            return started[slot] - (ended[slot] - endedFolded[slot]);
        }
    }

    /**
     * Takes in what was counted and moves on what has become old.
     *
     * @param balances starts less ends of each slot of the fine ring, since the beginning
     * @param lateEnds ends in the coarser rings, since the beginning
     */
    void update(long nowNanos, long[] balances, @Nullable AtomicLongArray lateEnds) {
        readLateEnds(lateEnds, nowNanos);
        for (int i = rings.length - 1; i >= 0; i--) {
            if (rings[i].used) {
                foldRing(rings[i], nowNanos);
            }
        }
        long current = Epochs.epoch(0, nowNanos);
        for (int slot = 0; slot < Cells.EPOCHS; slot++) {
            long epoch = latestEpoch(current + EPOCHS_AHEAD, slot);
            fineBalance[slot] = balances[slot] - fineFolded[slot];
            if (current - epoch >= Epochs.FOLD_AGE && fineBalance[slot] != 0) {
                carry(1, Epochs.startNanos(0, epoch), fineBalance[slot], nowNanos);
                fineFolded[slot] = balances[slot];
                fineBalance[slot] = 0;
            }
        }
    }

    /** What runs now, after {@link #update}. */
    InFlight read(long nowNanos, long thresholdNanos) {
        walk(nowNanos, thresholdNanos);
        return new InFlight(count.total, count.older, count.oldest);
    }

    /** As {@link #read}, all that runs. */
    long total(long nowNanos) {
        walk(nowNanos, Long.MAX_VALUE);
        return count.total;
    }

    /** Whether the latest {@link #total} found nothing at all, not even a call that is set off against another. */
    boolean isSettled() {
        return count.settled;
    }

    /** The age of the oldest, as the latest {@link #total} has found it. */
    long oldestNanos() {
        return count.oldest;
    }

    private void walk(long nowNanos, long thresholdNanos) {
        count.reset(nowNanos, thresholdNanos);
        count.add(beyond - beyondLateEnds, beyondSinceNanos);
        for (int i = rings.length - 1; i >= 0; i--) {
            long current = Epochs.epoch(rings[i].number, nowNanos);
            for (long epoch = current - Cells.EPOCHS + 1; rings[i].used && epoch <= current; epoch++) {
                int slot = Epochs.slot(epoch);
                count.add(rings[i].balance(slot), Epochs.endNanos(rings[i].number, rings[i].epochs[slot]));
            }
        }
        long youngest = Epochs.epoch(0, nowNanos) + EPOCHS_AHEAD;
        for (long epoch = youngest - Cells.EPOCHS + 1; epoch <= youngest; epoch++) {
            count.add(fineBalance[Epochs.slot(epoch)], Epochs.endNanos(0, epoch));
        }
    }

    /** Walks from the oldest to the youngest; a negative balance is set off against the next positive ones. */
    private static final class Count {
        long nowNanos;
        long thresholdNanos;
        long debt;
        long total;
        long older;
        long oldest;
        boolean settled;

        void reset(long newNowNanos, long newThresholdNanos) {
            nowNanos = newNowNanos;
            thresholdNanos = newThresholdNanos;
            debt = 0;
            total = 0;
            older = 0;
            oldest = 0;
            settled = true;
        }

        void add(long balance, long latestStartNanos) {
            settled &= balance == 0;
            long running = balance - debt;
            debt = Math.max(0, -running);
            if (running <= 0) {
                return;
            }
            long age = Math.max(0, nowNanos - latestStartNanos);
            total += running;
            oldest = Math.max(oldest, age);
            if (age > thresholdNanos) {
                older += running;
            }
        }
    }

    private void readLateEnds(@Nullable AtomicLongArray lateEnds, long nowNanos) {
        if (lateEnds == null) {
            return;
        }
        for (int i = 0; i < rings.length; i++) {
            rings[i].use(nowNanos);
            for (int slot = 0; slot < Cells.EPOCHS; slot++) {
                rings[i].ended[slot] = lateEnds.getAcquire(i * Cells.EPOCHS + slot);
            }
        }
        beyondLateEnds = lateEnds.getAcquire(rings.length * Cells.EPOCHS);
    }

    private void foldRing(Ring ring, long nowNanos) {
        long current = Epochs.epoch(ring.number, nowNanos);
        for (int slot = 0; slot < Cells.EPOCHS; slot++) {
            if (current - ring.epochs[slot] >= Epochs.FOLD_AGE) {
                moveUp(ring, slot, nowNanos);
            }
            ring.epochs[slot] = latestEpoch(current, slot);
        }
    }

    private void moveUp(Ring ring, int slot, long nowNanos) {
        long balance = ring.balance(slot);
        if (balance == 0) {
            return;
        }
        ring.started[slot] = 0;
        ring.endedFolded[slot] = ring.ended[slot];
        carry(ring.number + 1, Epochs.startNanos(ring.number, ring.epochs[slot]), balance, nowNanos);
    }

    private void carry(int ringNumber, long startNanos, long balance, long nowNanos) {
        long epoch = ringNumber == Epochs.RINGS ? 0 : Epochs.epoch(ringNumber, startNanos);
        if (ringNumber == Epochs.RINGS) {
            if (beyond - beyondLateEnds <= 0) {
                beyondSinceNanos = Epochs.endNanos(Epochs.RINGS - 1, Epochs.epoch(Epochs.RINGS - 1, startNanos));
            }
            beyond += balance;
        } else if (Epochs.epoch(ringNumber, nowNanos) - epoch >= Cells.EPOCHS) {
            carry(ringNumber + 1, startNanos, balance, nowNanos);
        } else {
            rings[ringNumber - 1].use(nowNanos);
            rings[ringNumber - 1].started[Epochs.slot(epoch)] += balance;
        }
    }

    /** The youngest epoch of a ring, up to the current one, that uses the slot. */
    private static long latestEpoch(long current, int slot) {
        return current - Epochs.slot(current - slot);
    }
}
