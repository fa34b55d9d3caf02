package io.nightjar.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Everything that is counted for one operation. Thread-safe, lock-free; memory only from its first call on. */
final class Operation {
    /*
     * owned[i] is written by the owner of slot i and nobody else; shared[i] by anybody, atomically. A stripe, once
     * there, stays: a slot's next owner goes on adding to it. Ends of calls that ran for more than ten seconds are rare
     * and counted in lateEnds, atomically.
     */
    final int id;
    final OperationSpec spec;
    final long registeredNanos;
    final ErrorClasses errorClasses = new ErrorClasses();
    final StreamCounters streams = new StreamCounters();
    final AtomicLong slowCallsDropped = new AtomicLong();
    private final ThreadSlots slots;
    private final @Nullable long[][] owned;
    private final AtomicReferenceArray<long[]> shared;
    private final AtomicReference<@Nullable AtomicLongArray> lateEnds = new AtomicReference<>();
    private volatile RecordingLimits limits;
    /** A copy of what the limits say, one load away. */
    private volatile long latencyThresholdNanos;

    Operation(
            int id,
            OperationSpec spec,
            long registeredNanos,
            ThreadSlots slots,
            int sharedStripes,
            RecordingLimits limits) {
        this.id = id;
        this.spec = spec;
        this.registeredNanos = registeredNanos;
        this.slots = slots;
        this.limits = limits;
        owned = new long[slots.count()][];
        shared = new AtomicReferenceArray<>(sharedStripes);
        latencyThresholdNanos = limits.latencyThresholdNanos();
    }

    RecordingLimits limits() {
        return limits;
    }

    void limits(RecordingLimits newLimits) {
        limits = newLimits;
        latencyThresholdNanos = newLimits.latencyThresholdNanos();
    }

    boolean isSlow(long elapsedNanos) {
        return elapsedNanos > latencyThresholdNanos;
    }

    void started(long startNanos) {
        add(Cells.STARTS + Epochs.fineSlot(startNanos));
    }

    /** A call left the epoch of its last sign of life. */
    void left(long lastActivityNanos, long nowNanos) {
        long age = nowNanos - lastActivityNanos;
        if (age < Epochs.FINE_LIMIT_NANOS) {
            add(Cells.ENDS + Epochs.fineSlot(lastActivityNanos));
        } else {
            leftLate(lastActivityNanos, age);
        }
    }

    /** A call completed whose last sign of life was its start: {@link #left} and {@link #completed} in one. */
    void ended(long startNanos, long elapsedNanos, boolean failed) {
        int slot = slots.mine();
        long[] cells = slot == ThreadSlots.SHARED ? null : owned[slot];
        if (cells == null || elapsedNanos >= Epochs.FINE_LIMIT_NANOS) {
            left(startNanos, startNanos + elapsedNanos);
            completed(elapsedNanos, failed);
            return;
        }
        Cells.increment(cells, Cells.ENDS + Epochs.fineSlot(startNanos));
        completedOwned(cells, elapsedNanos, failed);
    }

    /** A call completed: its duration, and whether it failed. */
    void completed(long elapsedNanos, boolean failed) {
        int slot = slots.mine();
        if (slot != ThreadSlots.SHARED) {
            completedOwned(ownedStripe(slot), elapsedNanos, failed);
            return;
        }
        long[] cells = sharedStripe();
        if (failed) {
            Cells.incrementShared(cells, Cells.ERRORS);
        }
        Cells.incrementShared(cells, Cells.BUCKETS + Buckets.of(elapsedNanos));
        Cells.raiseShared(cells, Cells.MAX, elapsedNanos);
        Cells.incrementShared(cells, Cells.CALLS);
    }

    void cancelled() {
        add(Cells.CANCELLED);
    }

    /** The sum of one word over all stripes. */
    long sum(int index) {
        long sum = 0;
        for (int i = 0; i < stripes(); i++) {
            long[] cells = stripe(i);
            sum += cells == null ? 0 : Cells.getAcquire(cells, index);
        }
        return sum;
    }

    /** Adds a range of words over all stripes to what is in the target. */
    void sum(int from, long[] target) {
        for (int i = 0; i < stripes(); i++) {
            long[] cells = stripe(i);
            for (int j = 0; cells != null && j < target.length; j++) {
                target[j] += Cells.getAcquire(cells, from + j);
            }
        }
    }

    long maxNanos() {
        long max = 0;
        for (int i = 0; i < stripes(); i++) {
            long[] cells = stripe(i);
            max = cells == null ? max : Math.max(max, Cells.getAcquire(cells, Cells.MAX));
        }
        return max;
    }

    /** Whether no call was ever seen. */
    boolean isUntouched() {
        for (int i = 0; i < stripes(); i++) {
            if (stripe(i) != null) {
                return false;
            }
        }
        return true;
    }

    @Nullable AtomicLongArray lateEnds() {
        return lateEnds.get();
    }

    private static void completedOwned(long[] cells, long elapsedNanos, boolean failed) {
        if (failed) {
            Cells.increment(cells, Cells.ERRORS);
        }
        Cells.increment(cells, Cells.BUCKETS + Buckets.of(elapsedNanos));
        Cells.raise(cells, Cells.MAX, elapsedNanos);
        Cells.increment(cells, Cells.CALLS);
    }

    private void add(int index) {
        int slot = slots.mine();
        if (slot == ThreadSlots.SHARED) {
            Cells.incrementShared(sharedStripe(), index);
        } else {
            Cells.increment(ownedStripe(slot), index);
        }
    }

    private void leftLate(long lastActivityNanos, long ageNanos) {
        AtomicLongArray ends = lateEnds.get();
        if (ends == null) {
            ends = createLateEnds();
        }
        int ring = Epochs.ringOf(ageNanos);
        int slot = ring == Epochs.RINGS ? 0 : Epochs.slot(Epochs.epoch(ring, lastActivityNanos));
        ends.getAndIncrement((ring - 1) * Cells.EPOCHS + slot);
    }

    private AtomicLongArray createLateEnds() {
        lateEnds.compareAndSet(null, new AtomicLongArray((Epochs.RINGS - 1) * Cells.EPOCHS + 1));
        return lateEnds.get();
    }

    private long[] ownedStripe(int slot) {
        long[] cells = owned[slot];
        if (cells == null) {
            cells = Cells.create();
            Cells.publish(owned, slot, cells);
        }
        return cells;
    }

    private long[] sharedStripe() {
        int index = (int) Thread.currentThread().getId() & (shared.length() - 1);
        long[] cells = shared.getAcquire(index);
        if (cells != null) {
            return cells;
        }
        long[] created = Cells.create();
        long[] before = shared.compareAndExchange(index, null, created);
        return before == null ? created : before;
    }

    private int stripes() {
        return owned.length + shared.length();
    }

    private @Nullable long[] stripe(int index) {
        return index < owned.length ? Cells.published(owned, index) : shared.getAcquire(index - owned.length);
    }
}
