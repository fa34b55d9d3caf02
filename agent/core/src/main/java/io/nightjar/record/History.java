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
    private long sampledNanos;

    History(Operation operation, StripeSums stripeSums, NanoClock clock) {
        long windowNanos = operation.limits().window().toNanos();
        this.operation = operation;
        this.stripeSums = stripeSums;
        counts = new CountRing(operation.registeredNanos, windowNanos);
        ledger = new InFlightLedger(clock.nanoTime());
        this.clock = clock;
    }

    void windowChanged() {
        counts.window(operation.limits().window().toNanos());
    }

    Counts sample(long nowNanos) {
        Counts now = Counts.of(operation);
        counts.add(nowNanos, now);
        sampledNanos = updateLedger();
        return now;
    }

    long sampledInFlight(boolean oldest) {
        return oldest ? ledger.oldestNanos(sampledNanos) : ledger.total(sampledNanos);
    }

    InFlight inFlight(long thresholdNanos) {
        return ledger.read(updateLedger(), thresholdNanos);
    }

    WindowSnapshot window(long nowNanos, Duration window) {
        CountRing.Base base = counts.at(nowNanos - window.toNanos());
        Map<String, Long> classes = operation.errorClasses.since(base.counts().errorClasses());
        Counts now = Counts.of(operation);
        return snapshot(nowNanos, window, base, now, classes);
    }

    /** Counts of a window from two states of the counters. */
    static WindowSnapshot snapshot(
            long nowNanos, Duration window, CountRing.Base base, Counts now, Map<String, Long> classes) {
        long coveredNanos = Math.max(0, nowNanos - base.takenAtNanos());
        long calls = now.calls() - base.counts().calls();
        return new WindowSnapshot(
                window,
                Duration.ofNanos(coveredNanos),
                base.whole(),
                calls,
                now.errors() - base.counts().errors(),
                now.cancelled() - base.counts().cancelled(),
                coveredNanos == 0 ? 0 : calls * 1e9 / coveredNanos,
                classes);
    }

    OperationSnapshot life() {
        Map<String, Long> classes = operation.errorClasses.since(null);
        Counts now = Counts.of(operation);
        long inFlight = inFlight(Long.MAX_VALUE).total();
        long[] buckets = stripeSums.buckets(operation);
        return new OperationSnapshot(
                operation.spec,
                now.calls(),
                now.errors(),
                now.cancelled(),
                inFlight,
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
