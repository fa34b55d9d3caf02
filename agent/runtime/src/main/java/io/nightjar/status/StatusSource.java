package io.nightjar.status;

import io.nightjar.advice.Advice;
import io.nightjar.advice.Observed;
import io.nightjar.alert.AlertRecord;
import io.nightjar.detect.Detector;
import io.nightjar.detect.Expected;
import io.nightjar.detect.MemoryReading;
import io.nightjar.detect.OperationSummary;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of a running agent from its components, at the moment it is asked for. Thread-safe.
 *
 * <p>It is built with the components; the records and what writes them are loaded when somebody asks first.
 */
public final class StatusSource {
    private static final int MOST_LABEL_SETS = 20;

    private final String config;
    private final Weaver weaver;
    private final CallRecorder recorder;
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final Supplier<List<String>> problems;
    private final AgentLog log;
    private final NanoClock clock;
    private final long startedNanos;
    private long observedNanos;
    private @Nullable Observed observed;
    private volatile @Nullable String console;
    private volatile Map<String, Object> consoleAccess = Map.of();

    /**
     * The source of the status of an agent that starts now.
     *
     * @param config where its configuration comes from
     * @param problems a sentence for each thing that stands still
     */
    public StatusSource(
            String config,
            Weaver weaver,
            CallRecorder recorder,
            Detector detector,
            Sampler sampler,
            AlertDispatcher dispatcher,
            Supplier<List<String>> problems,
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
        this.observedNanos = startedNanos;
    }

    /** Takes note, once a minute, of what advice rests on; to be called about once a second, by one thread. */
    public void observe() {
        long nowNanos = clock.nanoTime();
        if (nowNanos - observedNanos >= Observed.LOOK_NANOS) {
            observedNanos = nowNanos;
            observed().look(detector::limits, nowNanos);
        }
    }

    private synchronized Observed observed() {
        Observed known = observed;
        if (known == null) {
            known = new Observed(recorder, startedNanos);
            observed = known;
        }
        return known;
    }

    /** The thresholds that what the agent has seen suggests. */
    public Advice advice() {
        Observed known = observed();
        return Advice.of(
                known.seen(clock.nanoTime()),
                "what process " + ProcessHandle.current().pid() + " did",
                known.operations(detector::limits));
    }

    /** The alerts with what became of them, oldest first. */
    public List<AlertRecord> alerts() {
        return detector.alertHistory(null, Integer.MAX_VALUE);
    }

    /**
     * Sets where the console listens.
     *
     * @param at null where none does
     * @param access how the process's own user reaches it, which is no part of the status
     */
    public void consoleListens(@Nullable String at, Map<String, Object> access) {
        console = at;
        consoleAccess = access;
    }

    /** How the process's own user reaches the console; empty where none listens. */
    public Map<String, Object> consoleAccess() {
        return consoleAccess;
    }

    /** What the agent sees now. */
    public AgentStatus status() {
        List<String> current = problems.get();
        return new AgentStatus(
                AgentVersion.text(),
                current.isEmpty() ? AgentStatus.RUNNING : AgentStatus.DEGRADED,
                current,
                config,
                weaver.watchedLibraries(),
                (clock.nanoTime() - startedNanos) / 1_000_000,
                operations(),
                destinations(),
                resources(),
                new LinkedHashMap<>(log.failures()),
                ConditionCounts.of(detector.conditions()),
                console,
                notFollowed(),
                unmatched(),
                learned());
    }

    private List<OperationStatus> operations() {
        List<LabelSetSnapshot> labelSets = new ArrayList<>(recorder.labelSets());
        labelSets.sort(Comparator.comparingLong((LabelSetSnapshot set) -> set.calls() + set.cancelled())
                .reversed());
        List<OperationStatus> operations = new ArrayList<>();
        for (OperationSummary summary : detector.summaries()) {
            OperationSnapshot done = summary.operation();
            operations.add(new OperationStatus(
                    done.operation().name(),
                    done.operation().layer(),
                    done.calls(),
                    done.errors(),
                    done.cancelled(),
                    done.inFlight(),
                    done.latency().map(StatusSource::latency).orElse(LatencyStatus.NONE),
                    summary.alertsSent(),
                    streams(done.streams()),
                    tokens(done.inputTokens(), done.outputTokens()),
                    labelSets(labelSets, done.operation().name())));
        }
        return operations;
    }

    private static LatencyStatus latency(LatencySummary latency) {
        return new LatencyStatus(
                millis(latency.p50Nanos()),
                millis(latency.p95Nanos()),
                millis(latency.p99Nanos()),
                millis(latency.maxNanos()));
    }

    private static @Nullable StreamStatus streams(StreamSnapshot streams) {
        return streams.chunks() == 0
                ? null
                : new StreamStatus(
                        streams.chunks(),
                        orNull(streams.meanFirstChunkMillis()),
                        orNull(streams.meanGapMillis()),
                        orNull(streams.longestGapMillis()));
    }

    private static @Nullable TokenStatus tokens(long input, long output) {
        return input > 0 || output > 0 ? new TokenStatus(input, output) : null;
    }

    /** The label sets of one operation, as many as are shown. */
    private static List<LabelSetStatus> labelSets(List<LabelSetSnapshot> mostCallsFirst, String operation) {
        List<LabelSetStatus> shown = new ArrayList<>();
        for (LabelSetSnapshot set : mostCallsFirst) {
            if (set.operation().equals(operation) && shown.size() < MOST_LABEL_SETS) {
                shown.add(new LabelSetStatus(
                        set.labels(),
                        set.calls(),
                        set.errors(),
                        set.cancelled(),
                        set.calls() == 0 ? null : (Double) (millis(set.totalNanos()) / set.calls()),
                        tokens(set.inputTokens(), set.outputTokens())));
            }
        }
        return shown;
    }

    private List<DestinationStatus> destinations() {
        List<DestinationStatus> destinations = new ArrayList<>();
        for (DestinationCounters counters : dispatcher.counters()) {
            destinations.add(new DestinationStatus(
                    counters.name(),
                    counters.raised(),
                    counters.sent(),
                    counters.suppressed(),
                    counters.dropped(),
                    counters.setAside(),
                    counters.pending(),
                    counters.failedAttempts(),
                    counters.stopped(),
                    counters.lastAnswer()));
        }
        return destinations;
    }

    private Map<String, @Nullable Double> resources() {
        Map<String, @Nullable Double> resources = new LinkedHashMap<>();
        for (MemoryReading reading : sampler.latest()) {
            String device = reading.device() == null ? "" : "[" + reading.device() + "]";
            resources.put(reading.kind().jsonName() + device + "_percent", reading.usedPercent());
        }
        return resources;
    }

    /** The operations of which calls are not seen to their end, each with the type that is in the way. */
    private List<UnfollowedOperation> notFollowed() {
        List<UnfollowedOperation> operations = new ArrayList<>();
        for (NotFollowed.Entry entry : weaver.notFollowed()) {
            operations.add(new UnfollowedOperation(entry.operation(), entry.type()));
        }
        return operations;
    }

    private List<LearnedStatus> learned() {
        List<LearnedStatus> learned = new ArrayList<>();
        for (Expected one : detector.expected()) {
            learned.add(LearnedStatus.of(one));
        }
        return learned;
    }

    private List<String> unmatched() {
        List<String> unmatched = new ArrayList<>(weaver.unmatched());
        unmatched.addAll(weaver.unmatchedPresetCalls());
        unmatched.addAll(detector.unmatchedRules());
        return unmatched;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
