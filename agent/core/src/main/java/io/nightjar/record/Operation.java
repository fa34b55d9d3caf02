package io.nightjar.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Everything that is counted for one operation. Thread-safe, lock-free; memory only from its first call on. */
final class Operation {
    /*
     * An owned stripe is written by the owner of its slot and nobody else; shared[i] by anybody, atomically. A stripe,
     * once there, stays: a slot's next owner goes on adding to it. Ends of calls that ran for more than ten seconds are
     * rare and counted in lateEnds, atomically.
     */
    /** Odd, and far from any difference of two times: no count makes up for the start of a call. */
    private static final long MIXER = 0x9E37_79B9_7F4A_7C15L;

    final int id;
    final OperationSpec spec;
    final long registeredNanos;
    final ErrorClasses errorClasses = new ErrorClasses();
    final StreamCounters streams = new StreamCounters();
    final AtomicLong slowCallsDropped = new AtomicLong();
    /** What was read of the call that failed last. */
    volatile FailedCall newestFailure = FailedCall.NONE;

    private final Stripes stripes;
    private final AtomicReferenceArray<long[]> shared;
    private final AtomicReference<@Nullable AtomicLongArray> lateEnds = new AtomicReference<>();
    /** Succeeded calls beyond what objectives allow. */
    private volatile SlowerCalls slower;

    private volatile RecordingLimits limits;
    /** A copy of the limit that every call reads, one load away. */
    private volatile long latencyThresholdNanos;

    Operation(
            int id,
            OperationSpec spec,
            long registeredNanos,
            Stripes stripes,
            int sharedStripes,
            RecordingLimits limits) {
        this.id = id;
        this.spec = spec;
        this.registeredNanos = registeredNanos;
        this.stripes = stripes;
        this.limits = limits;
        slower = SlowerCalls.NONE.with(limits.objectiveNanos());
        shared = new AtomicReferenceArray<>(sharedStripes);
        latencyThresholdNanos = limits.latencyThresholdNanos();
    }

    RecordingLimits limits() {
        return limits;
    }

    void limits(RecordingLimits newLimits) {
        limits = newLimits;
        slower = slower.with(newLimits.objectiveNanos());
        latencyThresholdNanos = newLimits.latencyThresholdNanos();
    }

    SlowerCalls slower() {
        return slower;
    }

    boolean isSlow(long elapsedNanos) {
        return elapsedNanos > latencyThresholdNanos;
    }

    /** A call started; on a thread that owns a stripe it is parked there, so that a reader can find it. */
    void started(long startNanos) {
        long[] own = stripes.ownedOrNew(id);
        if (own != null && startNanos != 0) {
            OwnedStripe.begin(own, startNanos);
        } else {
            Cells.incrementShared(sharedStripe(), Cells.STARTS + Epochs.fineSlot(startNanos));
        }
    }

    /** A call came to the epoch of its last sign of life. */
    void moved(long activityNanos) {
        add(Cells.STARTS + Epochs.fineSlot(activityNanos));
    }

    /** A call left the epoch of its last sign of life. */
    void left(long lastActivityNanos, long nowNanos) {
        long age = nowNanos - lastActivityNanos;
        if (age < Epochs.FINE_LIMIT_NANOS) {
            long[] own = stripes.ownedOrNew(id);
            if (own == null || !OwnedStripe.unpark(own, lastActivityNanos)) {
                add(Cells.ENDS + Epochs.fineSlot(lastActivityNanos));
            }
        } else {
            leftLate(lastActivityNanos, age);
        }
    }

    /** A call completed: its duration, and whether it failed. */
    void completed(long elapsedNanos, boolean failed) {
        long[] own = stripes.ownedOrNew(id);
        if (own != null) {
            long[] wide = OwnedStripe.counts(own, elapsedNanos) ? own : widened(own, elapsedNanos);
            OwnedStripe.completed(wide, elapsedNanos, failed);
            return;
        }
        long[] cells = sharedStripe();
        Cells.incrementShared(cells, Cells.BUCKETS + Buckets.of(elapsedNanos));
        Cells.raiseShared(cells, Cells.MAX, elapsedNanos);
        if (!failed) {
            Cells.addShared(cells, Cells.DURATION_LOGS, Logs.of(elapsedNanos));
        }
        Cells.incrementShared(cells, Cells.CALLS);
        if (failed) {
            Cells.incrementShared(cells, Cells.ERRORS);
        }
    }

    /** The current thread's stripe in place of this one, with a bucket for this duration. */
    long[] widened(long[] own, long elapsedNanos) {
        return stripes.widened(id, own, Buckets.of(elapsedNanos));
    }

    void cancelled() {
        add(Cells.CANCELLED);
    }

    /** A stream delivered a chunk, so long after the one before it or its start. */
    void chunk(long gapNanos) {
        StreamHistograms asked = streams.histograms();
        if (asked != null) {
            asked.gap(stripes.slot(), gapNanos);
        }
        long[] own = stripes.ownedOrNew(id);
        if (own != null) {
            OwnedStripe.chunk(own, gapNanos);
            return;
        }
        long[] cells = sharedStripe();
        Cells.addShared(cells, Cells.GAP_NANOS, gapNanos);
        Cells.raiseShared(cells, Cells.LONGEST_GAP, gapNanos);
        Cells.incrementShared(cells, Cells.GAPS + StreamBounds.of(gapNanos));
        Cells.incrementShared(cells, Cells.CHUNKS);
    }

    /** Adds its completed, failed and cancelled calls; read against the writers' order, so there are never more failed than completed ones. */
    void addCounts(WindowCounts target) {
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            if (cells != null) {
                long errors = Cells.getAcquire(cells, Cells.ERRORS);
                long cancelled = Cells.getAcquire(cells, Cells.CANCELLED);
                target.add(Cells.getAcquire(cells, Cells.CALLS), errors, cancelled);
            }
        }
    }

    /**
     * Adds what {@link Totals} names of the calls and chunks in its stripes to what is in the target; of each stripe read against the
     * writers' order, as by {@link #addCounts}.
     */
    void addTotals(long[] target) {
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            if (cells != null) {
                target[Totals.ERRORS] += Cells.getAcquire(cells, Cells.ERRORS);
                target[Totals.CALLS] += Cells.getAcquire(cells, Cells.CALLS);
                target[Totals.DURATION_LOGS] += Cells.getAcquire(cells, Cells.DURATION_LOGS);
                target[Totals.CHUNKS] += Cells.getAcquire(cells, Cells.CHUNKS);
                target[Totals.GAP_NANOS] += Cells.getAcquire(cells, Cells.GAP_NANOS);
            }
        }
    }

    /**
     * A number that is another one after any call, chunk, failure or cancellation, and after the start of any call that runs: while
     * it stays, counts and what runs are as they were. To be read before these.
     */
    long activity() {
        long counted = 0;
        long parked = 0;
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            if (cells != null) {
                parked += Cells.getAcquire(cells, Cells.PARKED);
                counted += Cells.getAcquire(cells, Cells.CALLS)
                        + Cells.getAcquire(cells, Cells.ERRORS)
                        + Cells.getAcquire(cells, Cells.CANCELLED)
                        + Cells.getAcquire(cells, Cells.CHUNKS);
                if (i >= stripes.slots()) {
                    counted += startsOf(cells);
                }
            }
        }
        return parked + counted * MIXER;
    }

    /** What starts in a stripe of many threads is parked nowhere. */
    private static long startsOf(long[] cells) {
        long starts = 0;
        for (int i = 0; i < Cells.EPOCHS; i++) {
            starts += Cells.getAcquire(cells, Cells.STARTS + i);
        }
        return starts;
    }

    /** The sum of one word over all stripes. */
    long sum(int index) {
        long sum = 0;
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            sum += cells == null ? 0 : Cells.getAcquire(cells, index);
        }
        return sum;
    }

    /** Adds a range of words over all stripes to what is in the target. */
    void sum(int from, long[] target) {
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            for (int j = 0; cells != null && j < target.length; j++) {
                target[j] += Cells.getAcquire(cells, from + j);
            }
        }
    }

    /** Adds the calls of each bucket over all stripes to what is in the target. */
    void addDurations(long[] target) {
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            int first = cells == null ? 0 : Cells.firstBucket(cells);
            for (int j = Cells.BUCKETS; cells != null && j < Cells.end(cells); j++) {
                target[first + j - Cells.BUCKETS] += Cells.getAcquire(cells, j);
            }
        }
    }

    /** Adds one for each start that is parked in a stripe, by slot of the fine ring, to what is in the target. */
    void addParked(long[] target) {
        for (int i = 0; i < stripes.slots(); i++) {
            long[] cells = stripe(i);
            long startNanos = cells == null ? 0 : Cells.getAcquire(cells, Cells.PARKED);
            if (startNanos != 0) {
                target[Epochs.fineSlot(startNanos)]++;
            }
        }
    }

    long maxNanos() {
        return max(Cells.MAX);
    }

    /** The largest of one word over all stripes. */
    long max(int index) {
        long max = 0;
        for (int i = 0; i < stripeCount(); i++) {
            long[] cells = stripe(i);
            max = cells == null ? max : Math.max(max, Cells.getAcquire(cells, index));
        }
        return max;
    }

    /** Counts the first chunks and gaps of its streams by their length from now on; one caller at a time. */
    void followStreams() {
        streams.follow(stripes.slots());
    }

    /** What its streams delivered. */
    StreamSnapshot streamed() {
        long chunks = sum(Cells.CHUNKS);
        return streams.snapshot(chunks, sum(Cells.GAP_NANOS), max(Cells.LONGEST_GAP));
    }

    /** Shows the starts that are parked in the stripes of platform threads. */
    void parked(ThreadSlots threads, StartVisitor visitor) {
        for (int i = 0; i < stripes.slots(); i++) {
            long[] cells = stripe(i);
            long startNanos = cells == null ? 0 : Cells.getAcquire(cells, Cells.PARKED);
            Thread owner = startNanos == 0 ? null : threads.owner(i);
            if (owner != null) {
                visitor.started(id, startNanos, latencyThresholdNanos, owner);
            }
        }
    }

    /** A call that takes longer is slow. */
    long latencyThresholdNanos() {
        return latencyThresholdNanos;
    }

    /** Whether no call was ever seen. */
    boolean isUntouched() {
        for (int i = 0; i < stripeCount(); i++) {
            if (stripe(i) != null) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    AtomicLongArray lateEnds() {
        return lateEnds.get();
    }

    private void add(int index) {
        long[] own = stripes.ownedOrNew(id);
        if (own == null) {
            Cells.incrementShared(sharedStripe(), index);
        } else {
            Cells.increment(own, index);
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

    private int stripeCount() {
        return stripes.slots() + shared.length();
    }

    private @Nullable long[] stripe(int index) {
        int slots = stripes.slots();
        return index < slots ? stripes.get(id, index) : shared.getAcquire(index - slots);
    }
}
