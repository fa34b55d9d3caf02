package io.nightjar.export.metric;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.LabelCounters;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.NanoClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The families of operations. As many operations and sets of labels as the recorder keeps. Confined to the look's lock. */
final class OperationMetrics {
    private static final List<Metric> FAMILIES = List.of(
            Metric.CALLS,
            Metric.CALL_DURATION,
            Metric.CALLS_IN_FLIGHT,
            Metric.OLDEST_CALL,
            Metric.FIRST_CHUNK,
            Metric.CHUNK_GAP,
            Metric.CHUNKS,
            Metric.FAILURES,
            Metric.TOKENS);

    private final CallRecorder recorder;
    private final NanoClock clock;
    private final OperationSeries.Scratch scratch = new OperationSeries.Scratch();
    private final @Nullable OperationSeries[] byId = new OperationSeries[CallRecorder.MAX_OPERATIONS + 1];
    private final Map<String, OperationSeries> byName = new HashMap<>();
    private final List<OperationSeries> all = new ArrayList<>();
    private final List<LabelCounters> sets = new ArrayList<>();
    /** For each of the sets, what counts its calls. */
    private final List<CallCounts> countsOfSets = new ArrayList<>();

    private @Nullable LabelCounters newestSet;

    OperationMetrics(CallRecorder recorder, NanoClock clock) {
        this.clock = clock;
        this.recorder = recorder;
    }

    /** What was counted in all is read first, what was counted with models after it. */
    void look() {
        long nowNanos = clock.nanoTime();
        for (int id = 0; id < recorder.operationCount(); id++) {
            if (byId[id] == null) {
                find(id);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).look(recorder, scratch);
        }
        findSets();
        for (int i = 0; i < sets.size(); i++) {
            countsOfSets.get(i).add(sets.get(i));
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).take(nowNanos);
        }
    }

    private void find(int id) {
        OperationSpec spec = recorder.spec(id);
        if (spec == null || !recorder.wasCalled(id)) {
            return;
        }
        String name = LabelText.of(spec.name());
        OperationSeries series = byName.get(name);
        if (series == null) {
            series = new OperationSeries(name, LabelText.of(spec.layer()));
            byName.put(name, series);
            all.add(series);
        }
        series.add(id);
        byId[id] = series;
    }

    /** The sets that are new are the first of the chain; one whose operation was not called yet a moment ago waits for the next look. */
    private void findSets() {
        LabelCounters newest = recorder.newestLabels();
        for (LabelCounters set = newest; set != null && set != newestSet; set = set.older()) {
            OperationSeries series = byId[set.operationId()];
            if (series == null) {
                find(set.operationId());
                series = byId[set.operationId()];
            }
            CallCounts counts = series == null ? null : series.counts(set);
            if (counts != null) {
                sets.add(set);
                countsOfSets.add(counts);
            }
        }
        newestSet = newest;
    }

    void addTo(Samples samples) {
        for (Metric family : FAMILIES) {
            samples.of(family);
            for (int i = 0; i < all.size(); i++) {
                all.get(i).addTo(samples, family);
            }
        }
    }
}
