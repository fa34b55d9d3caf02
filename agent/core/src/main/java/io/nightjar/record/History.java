package io.nightjar.record;

import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** What is remembered of one operation beyond its counters: the reader's side. Confined to the reading lock. */
final class History {
    private final Operation operation;
    private final CountRing counts;
    private final InFlightLedger ledger;
    private final StripeSums stripeSums;
    private final NanoClock clock;
    private final WindowCounts counted = new WindowCounts();
    /** The {@link Operation#activity} that what is counted here goes with; 0 while nothing is. */
    private long activity;

    /** Whether nothing ran at the latest sample, nor was out of balance. */
    private boolean settled;

    private long countedNanos;
    private long inFlight;
    private long oldestNanos;

    History(Operation operation, StripeSums stripeSums, NanoClock clock) {
        long windowNanos = operation.limits().window().toNanos();
        this.operation = operation;
        this.stripeSums = stripeSums;
        counts = new CountRing(operation.registeredNanos, windowNanos);
        ledger = new InFlightLedger();
        this.clock = clock;
    }

    void windowChanged() {
        counts.window(operation.limits().window().toNanos());
    }

    /** The classes of failures are read first, as they are counted last: so there are never more of a class than failures. */
    void sample(long nowNanos) {
        boolean due = counts.isDue(nowNanos);
        long[] classes = due ? operation.errorClasses.counts(counts.newestErrorClasses()) : null;
        long newActivity = operation.activity();
        boolean still = newActivity == activity;
        if (!still) {
            activity = newActivity;
            counted.clear();
            operation.addCounts(counted);
        }
        if (due) {
            counts.add(nowNanos, counted, classes);
        }
        countedNanos = nowNanos;
        if (!still || !settled) {
            long ledgerNanos = updateLedger();
            inFlight = ledger.total(ledgerNanos);
            oldestNanos = ledger.oldestNanos();
            settled = ledger.isSettled();
        }
    }

    long sampledInFlight(boolean oldest) {
        return oldest ? oldestNanos : inFlight;
    }

    /** Whether nothing ran at the latest sample, and no call had ever failed. */
    boolean isFaultless() {
        return inFlight == 0 && counted.errors() == 0;
    }

    /** Adds what the latest sample counted to what is in the target. */
    void addSampled(LayerCounts target) {
        target.add(counted);
    }

    /** Writes what happened in a window that ended with the latest sample. */
    void sampledWindow(long windowNanos, WindowCounts target) {
        counts.since(countedNanos - windowNanos, countedNanos, counted, target);
    }

    InFlight inFlight(long thresholdNanos) {
        return ledger.read(updateLedger(), thresholdNanos);
    }

    WindowSnapshot window(long nowNanos, Duration window) {
        long sinceNanos = nowNanos - window.toNanos();
        Map<String, Long> classes = operation.errorClasses.since(counts.errorClassesAt(sinceNanos));
        WindowCounts now = new WindowCounts();
        operation.addCounts(now);
        WindowCounts read = new WindowCounts();
        counts.since(sinceNanos, nowNanos, now, read);
        return snapshot(window, read, classes);
    }

    static WindowSnapshot snapshot(Duration window, WindowCounts read, Map<String, Long> classes) {
        return new WindowSnapshot(
                window,
                Duration.ofNanos(read.coveredNanos()),
                read.whole(),
                read.calls(),
                read.errors(),
                read.cancelled(),
                read.ratePerSecond(),
                classes);
    }

    OperationSnapshot life() {
        Map<String, Long> classes = operation.errorClasses.since(null);
        WindowCounts now = new WindowCounts();
        operation.addCounts(now);
        long running = inFlight(Long.MAX_VALUE).total();
        long[] buckets = stripeSums.buckets(operation);
        return new OperationSnapshot(
                operation.spec,
                now.calls(),
                now.errors(),
                now.cancelled(),
                running,
                Quantiles.of(buckets, operation.maxNanos()),
                buckets[Buckets.BELOW],
                buckets[Buckets.ABOVE],
                classes,
                operation.streamed(),
                operation.streams.inputTokens(),
                operation.streams.outputTokens());
    }

    /**
     * Brings the ledger up to date and returns the time that holds for it: read after the counters, because a call that
     * started after that time would be taken for one that uses the same slot of the ring and is 17 s older.
     */
    private long updateLedger() {
        long[] balances = stripeSums.balances(operation);
        @Nullable AtomicLongArray lateEnds = operation.lateEnds();
        long nowNanos = clock.nanoTime();
        ledger.update(nowNanos, balances, lateEnds);
        return nowNanos;
    }
}
