package io.nightjar.launch;

import io.nightjar.alert.Alert;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.detect.MemoryReading;
import io.nightjar.detect.OperationSummary;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import io.nightjar.observe.NotFollowed;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.LabelSetSnapshot;
import io.nightjar.record.LatencySummary;
import io.nightjar.record.OperationSnapshot;
import io.nightjar.record.StreamSnapshot;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent answers: its history and its state, as JSON, made when it is asked. Thread-safe.
 *
 * <p>The plan is documented where it is read, in {@code io.nightjar.cli}.
 */
final class Status {
    private static final int LABEL_SETS_TOLD = 20;

    private final NightjarConfig config;
    private final Weaver weaver;
    private final CallRecorder recorder;
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final Problems problems;
    private final AgentLog log;
    private final NanoClock clock;
    private final long startedNanos;

    Status(
            NightjarConfig config,
            Weaver weaver,
            CallRecorder recorder,
            Detector detector,
            Sampler sampler,
            AlertDispatcher dispatcher,
            Problems problems,
            AgentLog log,
            NanoClock clock) {
        this.config = config;
        this.weaver = weaver;
        this.recorder = recorder;
        this.detector = detector;
        this.sampler = sampler;
        this.dispatcher = dispatcher;
        this.problems = problems;
        this.log = log;
        this.clock = clock;
        this.startedNanos = clock.nanoTime();
    }

    /** The history as a JSON array, oldest first; an empty one where making it failed. */
    String alerts() {
        try {
            List<Object> alerts = new ArrayList<>();
            for (Alert alert : detector.alertHistory(null, Integer.MAX_VALUE)) {
                alerts.add(alert.toMap());
            }
            return json(alerts);
        } catch (Throwable e) {
            log.failure("launch.alerts", e);
            return "[]";
        }
    }

    /** The state as a JSON object; an empty one where making it failed. */
    String status() {
        try {
            return json(state());
        } catch (Throwable e) {
            log.failure("launch.status", e);
            return "{}";
        }
    }

    private static String json(Object value) {
        return new String(AlertJson.bytes(value), StandardCharsets.UTF_8);
    }

    private Map<String, @Nullable Object> state() {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("version", AgentVersion.text());
        List<String> standing = problems.now();
        state.put("state", standing.isEmpty() ? "running" : "degraded");
        state.put("problems", standing);
        state.put("config", config.source());
        state.put("watched", weaver.watched());
        state.put("uptime_ms", (clock.nanoTime() - startedNanos) / 1_000_000);
        state.put("operations", operations());
        state.put("destinations", destinations());
        state.put("resources", resources());
        state.put("failures", log.failures());
        state.put("not_followed", notFollowed());
        state.put("unmatched", unmatched());
        return state;
    }

    /** The operations of which calls are not seen to their end, each with the type that is in the way. */
    private List<Object> notFollowed() {
        List<Object> rows = new ArrayList<>();
        for (NotFollowed.Entry entry : weaver.notFollowed()) {
            rows.add(row(entry.operation(), entry.type()));
        }
        for (String operation : weaver.suspending()) {
            rows.add(row(operation, "kotlin.coroutines.Continuation"));
        }
        return rows;
    }

    private static Map<String, Object> row(String operation, String type) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("operation", operation);
        row.put("type", type);
        return row;
    }

    /** The user's patterns that match nothing, and the calls of presets that the library's version hides. */
    private List<String> unmatched() {
        List<String> unmatched = new ArrayList<>(weaver.unmatched());
        unmatched.addAll(weaver.unmatchedPresetCalls());
        return unmatched;
    }

    private List<Object> operations() {
        List<LabelSetSnapshot> labelSets = new ArrayList<>(recorder.labelSets());
        labelSets.sort(Comparator.comparingLong((LabelSetSnapshot set) -> set.calls() + set.cancelled()).reversed());
        List<Object> operations = new ArrayList<>();
        for (OperationSummary summary : detector.summaries()) {
            OperationSnapshot done = summary.operation();
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("operation", done.operation().name());
            row.put("layer", done.operation().layer());
            row.put("calls", done.calls());
            row.put("errors", done.errors());
            row.put("cancelled", done.cancelled());
            row.put("in_flight", done.inFlight());
            LatencySummary latency = done.latency().orElse(null);
            row.put("p50_ms", latency == null ? null : millis(latency.p50Nanos()));
            row.put("p95_ms", latency == null ? null : millis(latency.p95Nanos()));
            row.put("p99_ms", latency == null ? null : millis(latency.p99Nanos()));
            row.put("max_ms", latency == null ? null : millis(latency.maxNanos()));
            row.put("alerts", summary.alertsSent());
            tell(row, done);
            tell(row, labelSets, done.operation().name());
            operations.add(row);
        }
        return operations;
    }

    /** What only streams, and libraries that count tokens, tell: left out where there was none. */
    private static void tell(Map<String, @Nullable Object> row, OperationSnapshot done) {
        StreamSnapshot streams = done.streams();
        if (streams.chunks() > 0) {
            row.put("chunks", streams.chunks());
            tell(row, "first_chunk_ms", streams.meanFirstChunkMillis());
            tell(row, "chunk_gap_ms", streams.meanGapMillis());
            tell(row, "longest_gap_ms", streams.longestGapMillis());
        }
        if (done.inputTokens() > 0 || done.outputTokens() > 0) {
            row.put("input_tokens", done.inputTokens());
            row.put("output_tokens", done.outputTokens());
        }
    }

    /** The label sets of an operation with the most calls. */
    private static void tell(
            Map<String, @Nullable Object> row, List<LabelSetSnapshot> labelSets, String operation) {
        List<Object> told = new ArrayList<>();
        for (LabelSetSnapshot set : labelSets) {
            if (set.operation().equals(operation) && told.size() < LABEL_SETS_TOLD) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("labels", set.labels());
                one.put("calls", set.calls());
                one.put("errors", set.errors());
                one.put("cancelled", set.cancelled());
                one.put("mean_ms", set.calls() == 0 ? null : millis(set.totalNanos()) / set.calls());
                if (set.inputTokens() > 0 || set.outputTokens() > 0) {
                    one.put("input_tokens", set.inputTokens());
                    one.put("output_tokens", set.outputTokens());
                }
                told.add(one);
            }
        }
        if (!told.isEmpty()) {
            row.put("label_sets", told);
        }
    }

    private static void tell(Map<String, @Nullable Object> row, String name, OptionalDouble value) {
        if (value.isPresent()) {
            row.put(name, value.getAsDouble());
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private List<Object> destinations() {
        List<Object> destinations = new ArrayList<>();
        for (DestinationCounters counters : dispatcher.counters()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("destination", counters.name());
            row.put("raised", counters.raised());
            row.put("sent", counters.sent());
            row.put("suppressed", counters.suppressed());
            row.put("dropped", counters.dropped());
            row.put("set_aside", counters.setAside());
            row.put("pending", counters.pending());
            row.put("failed", counters.failedAttempts());
            row.put("stopped", counters.stopped());
            row.put("last_answer", counters.lastAnswer());
            destinations.add(row);
        }
        return destinations;
    }

    private Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        for (MemoryReading reading : sampler.latest()) {
            String device = reading.device() == null ? "" : "[" + reading.device() + "]";
            resources.put(reading.kind().jsonName() + device + "_percent", reading.usedPercent());
        }
        return resources;
    }
}
