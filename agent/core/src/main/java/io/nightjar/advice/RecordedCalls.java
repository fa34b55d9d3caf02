package io.nightjar.advice;

import io.nightjar.detect.OperationLimits;
import io.nightjar.record.Buckets;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What recorded calls say, by the clock of the record: minutes in which nothing at all was recorded do not count. At most 2,000
 * operations, 20 KB each, however many calls. Confined to one thread.
 */
public final class RecordedCalls {
    private static final int MOST_OPERATIONS = 2_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;

    private final Function<OperationSpec, OperationLimits> limits;
    private final Map<String, Recorded> byName = new LinkedHashMap<>();
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    private long dayMillis;
    private long minute;
    private long leftOut;

    /** @param limits what each operation is judged by now */
    public RecordedCalls(Function<OperationSpec, OperationLimits> limits) {
        this.limits = limits;
    }

    /** A call that ended then. Those that were cancelled say nothing of latency and failures. */
    public void add(String operation, long endMillis, long durationNanos, boolean failed, boolean cancelled) {
        if (firstMillis == Long.MAX_VALUE) {
            firstMillis = endMillis;
            dayMillis = endMillis;
            minute = Math.floorDiv(endMillis, MINUTE_MILLIS);
        }
        if (endMillis - dayMillis >= DAY_MILLIS) {
            byName.values().forEach(Recorded::endDay);
            dayMillis += (endMillis - dayMillis) / DAY_MILLIS * DAY_MILLIS;
        }
        long ofCall = Math.floorDiv(endMillis, MINUTE_MILLIS);
        if (ofCall > minute) {
            byName.values().forEach(Recorded::endMinute);
            minute = ofCall;
        }
        firstMillis = Math.min(firstMillis, endMillis);
        lastMillis = Math.max(lastMillis, endMillis);
        Recorded recorded = byName.get(operation);
        if (recorded == null) {
            if (byName.size() == MOST_OPERATIONS) {
                leftOut++;
                return;
            }
            recorded = new Recorded(limits.apply(OperationSpec.of(operation, "custom")));
            byName.put(operation, recorded);
        }
        if (!cancelled) {
            recorded.add(Math.max(0, durationNanos), failed);
        }
    }

    /** From the first to the last. */
    public Duration seen() {
        return lastMillis < firstMillis ? Duration.ZERO : Duration.ofMillis(lastMillis - firstMillis);
    }

    /** Calls of operations beyond 2,000. */
    public long leftOut() {
        return leftOut;
    }

    public List<SeenOperation> operations() {
        List<SeenOperation> seen = new ArrayList<>();
        byName.forEach((name, recorded) -> seen.add(new SeenOperation(
                name,
                recorded.counts,
                recorded.maxNanos,
                recorded.failed,
                recorded.days,
                recorded.errorShares,
                recorded.rates,
                recorded.limits)));
        return seen;
    }

    /** One operation. */
    private static final class Recorded {
        private final OperationLimits limits;
        private final long[] counts = new long[Buckets.COUNT];
        private final long[] dayCounts = new long[Buckets.COUNT];
        private final List<SeenDay> days = new ArrayList<>();
        private final FigureCounts errorShares = FigureCounts.ofShares();
        private final FigureCounts rates = FigureCounts.ofRates();
        private long maxNanos;
        private long dayMaxNanos;
        private long failed;
        private long minuteCalls;
        private long minuteFailed;
        private boolean begun;

        Recorded(OperationLimits limits) {
            this.limits = limits;
        }

        void add(long nanos, boolean hasFailed) {
            int bucket = Buckets.of(nanos);
            counts[bucket]++;
            dayCounts[bucket]++;
            maxNanos = Math.max(maxNanos, nanos);
            dayMaxNanos = Math.max(dayMaxNanos, nanos);
            failed += hasFailed ? 1 : 0;
            minuteCalls++;
            minuteFailed += hasFailed ? 1 : 0;
        }

        /** The minute in which an operation is seen first is not whole. */
        void endMinute() {
            if (begun) {
                rates.add(minuteCalls / SECONDS_PER_MINUTE);
                if (minuteCalls > 0 && minuteCalls >= limits.errorRateMinRequests()) {
                    errorShares.add((double) minuteFailed / minuteCalls);
                }
            }
            begun = true;
            minuteCalls = 0;
            minuteFailed = 0;
        }

        void endDay() {
            long calls = QuantileBound.total(dayCounts);
            days.add(new SeenDay(calls, QuantileBound.nanos(dayCounts, dayMaxNanos, Advisor.LATENCY_QUANTILE)));
            Arrays.fill(dayCounts, 0);
            dayMaxNanos = 0;
        }
    }
}
