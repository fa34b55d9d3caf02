package io.nightjar.advice;

import io.nightjar.detect.OperationLimits;
import io.nightjar.record.Buckets;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSnapshot;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.WindowSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent keeps for advice beyond the recorder's own counts: once a minute the figures of each operation's window, and
 * at the end of each day of the process the bound of its latency. At most 2 MB in all. Thread-safe.
 */
public final class Observed {
    /** How often {@link #look} is to be called. */
    public static final long LOOK_NANOS = 60_000_000_000L;

    static final long DAY_NANOS = 24 * 3_600_000_000_000L;
    private static final int MOST_OPERATIONS = 500;
    /** Of histograms at the last day's end, ten bytes each. */
    private static final int MOST_BUCKETS = 100_000;

    private final CallRecorder recorder;
    private final long sinceNanos;
    private final Map<Integer, Kept> keptById = new LinkedHashMap<>();
    private long dayNanos;
    private long lastLookNanos;
    private int bucketsKept;

    public Observed(CallRecorder recorder, long sinceNanos) {
        this.recorder = recorder;
        this.sinceNanos = sinceNanos;
        dayNanos = sinceNanos;
        lastLookNanos = sinceNanos;
    }

    /** Takes note of what is; about once a minute. */
    public synchronized void look(Function<OperationSpec, OperationLimits> limits, long nowNanos) {
        lastLookNanos = nowNanos;
        for (int id = 0; id < recorder.operationCount(); id++) {
            OperationSpec spec = recorder.spec(id);
            if (spec != null && recorder.wasCalled(id)) {
                Kept kept = kept(id);
                if (kept != null) {
                    kept.look(recorder, id, limits.apply(spec), nowNanos);
                }
            }
        }
        if (nowNanos - dayNanos >= DAY_NANOS) {
            endDay();
            dayNanos += (nowNanos - dayNanos) / DAY_NANOS * DAY_NANOS;
        }
    }

    private @Nullable Kept kept(int id) {
        Kept kept = keptById.get(id);
        if (kept == null && keptById.size() < MOST_OPERATIONS) {
            kept = new Kept();
            keptById.put(id, kept);
        }
        return kept;
    }

    private void endDay() {
        long[] counts = new long[Buckets.COUNT];
        bucketsKept = 0;
        for (Map.Entry<Integer, Kept> entry : keptById.entrySet()) {
            Arrays.fill(counts, 0);
            recorder.durations(entry.getKey(), counts);
            long maxNanos = maxNanos(recorder.snapshot(entry.getKey()));
            bucketsKept += entry.getValue().endDay(counts, maxNanos, MOST_BUCKETS - bucketsKept);
        }
    }

    /** How long has been looked. */
    public synchronized Duration seen(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - sinceNanos));
    }

    /** What was seen of each operation that was called. */
    public synchronized List<SeenOperation> operations(Function<OperationSpec, OperationLimits> limits) {
        List<SeenOperation> seen = new ArrayList<>();
        for (int id = 0; id < recorder.operationCount(); id++) {
            OperationSpec spec = recorder.spec(id);
            if (spec == null || !recorder.wasCalled(id)) {
                continue;
            }
            long[] counts = new long[Buckets.COUNT];
            recorder.durations(id, counts);
            OperationSnapshot snapshot = recorder.snapshot(id);
            Kept kept = keptById.getOrDefault(id, new Kept());
            seen.add(new SeenOperation(
                    spec.name(),
                    counts,
                    maxNanos(snapshot),
                    snapshot.errors(),
                    kept.days,
                    kept.errorShares.copy(),
                    kept.rates.copy(),
                    limits.apply(spec)));
        }
        return seen;
    }

    private static long maxNanos(OperationSnapshot snapshot) {
        return snapshot.latency().isPresent() ? snapshot.latency().get().maxNanos() : 0;
    }

    /** What is kept of one operation. */
    private static final class Kept {
        private final List<SeenDay> days = new ArrayList<>();
        private final FigureCounts errorShares = FigureCounts.ofShares();
        private final FigureCounts rates = FigureCounts.ofRates();
        private short[] buckets = new short[0];
        private long[] counts = new long[0];
        private boolean hasDayBefore = true;
        private long windowSinceNanos = Long.MIN_VALUE;

        /** Windows do not overlap: one of five minutes is looked at every five minutes. */
        void look(CallRecorder recorder, int id, OperationLimits limits, long nowNanos) {
            long windowNanos = limits.window().toNanos();
            boolean first = windowSinceNanos == Long.MIN_VALUE;
            if (!first && nowNanos - windowSinceNanos < windowNanos - LOOK_NANOS / 2) {
                return;
            }
            windowSinceNanos = nowNanos;
            WindowSnapshot window = recorder.counts(id, limits.window());
            if (first || !window.whole()) {
                return; // it began within the window, or there is less history than that
            }
            rates.add(window.ratePerSecond());
            if (window.calls() > 0 && window.calls() >= limits.errorRateMinRequests()) {
                errorShares.add((double) window.errors() / window.calls());
            }
        }

        /** Takes the day's bound from what was counted since the day before, and keeps what is counted now; how many buckets that is. */
        int endDay(long[] now, long maxNanos, int mostBuckets) {
            long[] day = now.clone();
            for (int i = 0; i < buckets.length; i++) {
                day[buckets[i]] = Math.max(0, day[buckets[i]] - counts[i]);
            }
            if (hasDayBefore) {
                if (days.size() == Advisor.ENOUGH_DAYS) {
                    days.remove(0);
                }
                long calls = QuantileBound.total(day);
                days.add(new SeenDay(calls, QuantileBound.nanos(day, maxNanos, Advisor.LATENCY_QUANTILE)));
            }
            int used = 0;
            for (long count : now) {
                used += count > 0 ? 1 : 0;
            }
            hasDayBefore = used <= mostBuckets;
            used = hasDayBefore ? used : 0;
            buckets = new short[used];
            counts = new long[used];
            for (int i = 0, at = 0; i < now.length && at < used; i++) {
                if (now[i] > 0) {
                    buckets[at] = (short) i;
                    counts[at++] = now[i];
                }
            }
            return used;
        }
    }
}
