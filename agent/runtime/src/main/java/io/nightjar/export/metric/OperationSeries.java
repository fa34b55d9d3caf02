package io.nightjar.export.metric;

import io.nightjar.record.Buckets;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.FailureVisitor;
import io.nightjar.record.LabelCounters;
import io.nightjar.record.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that is shown of one operation, or of those whose names are shown as one. Confined to the look's lock. */
final class OperationSeries implements FailureVisitor {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String MODEL = "model";

    private final String name;
    private final String layer;
    private final MetricLabels labels;
    private final List<Integer> ids = new ArrayList<>(1);
    private final CallCounts rest;
    private final Map<String, CallCounts> models = new LinkedHashMap<>();
    private final Map<String, Counter> failures = new LinkedHashMap<>();
    /** By the name that the recorder has; several may lead to one counter. */
    private final Map<String, Counter> failuresByName = new HashMap<>();

    private final DurationCounts durations = new DurationCounts();
    private final DurationCounts firstChunks = new DurationCounts();
    private final DurationCounts gaps = new DurationCounts();
    private final Counter chunks;
    private long ended;
    private long durationsRead;
    private double inFlight;
    private double oldestSeconds;

    OperationSeries(String name, String layer) {
        this.name = name;
        this.layer = layer;
        labels = LabelText.labels("operation", name, "layer", layer);
        rest = new CallCounts(name, layer, null);
        chunks = new Counter(labels);
    }

    void add(int operationId) {
        ids.add(operationId);
    }

    /** What counts the calls of a set of labels; null where it has no model, for then they are of what is left. */
    @Nullable
    CallCounts counts(LabelCounters set) {
        String model = set.labels().get(MODEL);
        return model == null ? null : counts(LabelText.of(model));
    }

    private CallCounts counts(String model) {
        CallCounts known = models.get(model);
        if (known == null) {
            known = new CallCounts(name, layer, model);
            models.put(model, known);
        }
        return known;
    }

    /** The first part of a look: what was counted in all. */
    void look(CallRecorder recorder, Scratch scratch) {
        Arrays.fill(firstChunks.counts, 0);
        Arrays.fill(gaps.counts, 0);
        long firstChunkNanos = 0;
        long gapNanos = 0;
        long oldestNanos = 0;
        inFlight = 0;
        ended = 0;
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            recorder.totals(id, scratch.totals);
            inFlight += scratch.totals[Totals.IN_FLIGHT];
            if (scratch.totals[Totals.CHUNKS] > 0) {
                firstChunkNanos += scratch.totals[Totals.FIRST_CHUNK_NANOS];
                gapNanos += scratch.totals[Totals.GAP_NANOS];
                chunks.found += scratch.totals[Totals.CHUNKS];
                recorder.firstChunksByBound(id, firstChunks.counts);
                recorder.chunkGapsByBound(id, gaps.counts);
            }
            long calls = recorder.calls(id);
            ended += calls;
            rest.add(
                    calls,
                    recorder.errors(id),
                    recorder.cancelled(id),
                    scratch.totals[Totals.INPUT_TOKENS],
                    scratch.totals[Totals.OUTPUT_TOKENS]);
            recorder.failures(id, this);
            oldestNanos = Math.max(oldestNanos, recorder.oldestInFlightNanos(id));
        }
        oldestSeconds = inFlight == 0 ? 0 : oldestNanos / NANOS_PER_SECOND;
        firstChunks.sum(firstChunkNanos);
        gaps.sum(gapNanos);
        chunks.take();
        lookAtDurations(recorder, scratch.buckets);
    }

    private void lookAtDurations(CallRecorder recorder, long[] buckets) {
        if (ended != durationsRead) {
            Arrays.fill(buckets, 0);
            for (int i = 0; i < ids.size(); i++) {
                recorder.durations(ids.get(i), buckets);
            }
            durations.take(buckets);
            durationsRead = ended;
        }
    }

    /** Is shown what failed. */
    @Override
    public void failed(String exception, long calls) {
        Counter counter = failuresByName.get(exception);
        if (counter == null) {
            String shown = LabelText.of(exception);
            counter = failures.get(shown);
            if (counter == null) {
                counter = new Counter(LabelText.labels("operation", name, "exception", shown));
                failures.put(shown, counter);
            }
            failuresByName.put(exception, counter);
        }
        counter.found += calls;
    }

    /** The last part of a look, once what was counted with models is known. */
    void take(long nowNanos) {
        for (CallCounts model : models.values()) {
            rest.subtract(model);
            model.take();
        }
        if (models.isEmpty()) {
            rest.take();
        } else {
            rest.takeRest(nowNanos);
        }
        for (Counter failure : failures.values()) {
            failure.take();
        }
    }

    void addTo(Samples samples, Metric family) {
        switch (family) {
            case CALLS -> {
                rest.addCallsTo(samples);
                for (CallCounts model : models.values()) {
                    model.addCallsTo(samples);
                }
            }
            case CALL_DURATION -> durations.addTo(samples, labels);
            case CALLS_IN_FLIGHT -> samples.value(labels, inFlight);
            case OLDEST_CALL -> samples.value(labels, oldestSeconds);
            case FIRST_CHUNK -> firstChunks.addTo(samples, labels);
            case CHUNK_GAP -> gaps.addTo(samples, labels);
            case CHUNKS -> {
                if (chunks.shown() > 0) {
                    samples.counter(chunks);
                }
            }
            case FAILURES -> {
                for (Counter failure : failures.values()) {
                    samples.counter(failure);
                }
            }
            case TOKENS -> {
                rest.addTokensTo(samples);
                for (CallCounts model : models.values()) {
                    model.addTokensTo(samples);
                }
            }
            default -> throw new IllegalArgumentException("no family of operations: " + family);
        }
    }

    /** Where one operation's counts are read into, for every operation anew. */
    static final class Scratch {
        final long[] totals = new long[Totals.COUNT];
        final long[] buckets = new long[Buckets.COUNT];
    }
}
