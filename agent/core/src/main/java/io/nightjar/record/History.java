package io.nightjar.record;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is remembered of one operation beyond its counters: the reader's side. Confined to the reading lock. */
final class History {
    private final Operation operation;
    private final CountRing counts;
    private final HistogramRing histograms;
    private final InFlightLedger ledger;
    private final EpochSums epochSums;

    History(Operation operation, EpochSums epochSums, long nowNanos) {
        long windowNanos = operation.limits().window().toNanos();
        this.operation = operation;
        this.epochSums = epochSums;
        counts = new CountRing(operation.registeredNanos, windowNanos);
        histograms = new HistogramRing(operation.registeredNanos, windowNanos);
        ledger = new InFlightLedger(nowNanos);
    }

    void windowChanged() {
        long windowNanos = operation.limits().window().toNanos();
        counts.window(windowNanos);
        histograms.window(windowNanos);
    }

    Counts sample(long nowNanos) {
        Counts now = Counts.of(operation);
        counts.add(nowNanos, now);
        histograms.add(nowNanos, operation);
        updateLedger(nowNanos);
        return now;
    }

    InFlight inFlight(long nowNanos, long thresholdNanos) {
        updateLedger(nowNanos);
        return ledger.read(nowNanos, thresholdNanos);
    }

    WindowSnapshot window(long nowNanos, Duration window, boolean withLatency) {
        CountRing.Base base = counts.at(nowNanos - window.toNanos());
        Map<String, Long> classes = operation.errorClasses.since(base.counts().errorClasses());
        Counts now = Counts.of(operation);
        Optional<LatencySummary> latency = Optional.empty();
        if (withLatency) {
            long[] buckets = new long[Buckets.COUNT];
            operation.sum(Cells.BUCKETS, buckets);
            histograms.subtract(nowNanos - window.toNanos(), buckets);
            latency = Quantiles.of(buckets, operation.maxNanos(), false);
        }
        return snapshot(nowNanos, window, base, now, latency, classes);
    }

    /** Counts of a window from two states of the counters. */
    static WindowSnapshot snapshot(
            long nowNanos,
            Duration window,
            CountRing.Base base,
            Counts now,
            Optional<LatencySummary> latency,
            Map<String, Long> classes) {
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
                latency,
                classes);
    }

    OperationSnapshot life(long nowNanos) {
        Map<String, Long> classes = operation.errorClasses.since(null);
        Counts now = Counts.of(operation);
        long[] buckets = new long[Buckets.COUNT];
        operation.sum(Cells.BUCKETS, buckets);
        return new OperationSnapshot(
                operation.spec,
                now.calls(),
                now.errors(),
                now.cancelled(),
                inFlight(nowNanos, Long.MAX_VALUE).total(),
                Quantiles.of(buckets, operation.maxNanos(), true),
                buckets[Buckets.BELOW],
                buckets[Buckets.ABOVE],
                classes,
                operation.streams.snapshot(),
                operation.streams.inputTokens(),
                operation.streams.outputTokens());
    }


    private void updateLedger(long nowNanos) {
        ledger.update(nowNanos, epochSums.balances(operation), operation.lateEnds());
    }
}
