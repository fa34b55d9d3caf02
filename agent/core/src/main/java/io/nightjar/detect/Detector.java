package io.nightjar.detect;

import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.ArrivalListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.Severity;
import io.nightjar.learn.Learned;
import io.nightjar.notify.NotificationPolicy;
import io.nightjar.notify.OpenCondition;
import io.nightjar.notify.PolicyControl;
import io.nightjar.notify.PolicyCounts;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyRequests;
import io.nightjar.notify.RequestRefusedException;
import io.nightjar.notify.Silence;
import io.nightjar.objective.ObjectiveMemory;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.SlowCall;
import io.nightjar.time.Durations;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's detection: judges what the recorder counted and what the machine has left, and notifies a listener. It has no
 * thread of its own: its owner calls {@link #tick}. Thread-safe; the listener is called under the detector's lock, one call
 * at a time.
 */
public final class Detector implements PolicyControl, ArrivalListener {
    private static final long LONGEST_PARK_NANOS = 1_000_000_000;
    private static final long SHORTEST_PARK_NANOS = 100_000_000;
    private static final long SHORTEST_GAP_NANOS = 2_000_000_000;
    private static final int TICKS_A_GAP = 5;
    private static final int TICKS_A_WINDOW = 10;
    private static final int TICKS_A_STUCK_THRESHOLD = 4;
    private static final long COUNTED_EVERY_NANOS = 60_000_000_000L;
    private static final long LEARNED_EVERY_NANOS = 600_000_000_000L;
    private static final String MODEL = "model";

    private final CallRecorder recorder;
    private final NanoClock clock;
    private final InstantSource wallClock;
    private final Guarded outside;
    private final NotificationPolicy policy;
    private final PolicyRequests requests;
    private final Conditions conditions;
    private final StateJudge judge;
    private final SlowStacks slowStacks;
    private final Consumer<SlowCall> slowCallJudge = new SlowCallJudge();
    /** By id; null where they are to be asked for. */
    private final List<@Nullable OperationLimits> limits = new ArrayList<>();

    /** How long there may be between two ticks, for the limits above. */
    private long operationsParkNanos = LONGEST_PARK_NANOS;

    private final Map<Integer, Long> dropsCounted = new HashMap<>();
    /** The slow calls of all operations that had found no place when each was last asked. */
    private long dropsSeen;

    private final Map<Integer, Condition> slowConditions = new HashMap<>();
    private DetectionSettings settings;
    private long parkNanos = LONGEST_PARK_NANOS;
    private long lastJudgedNanos;
    /** What rules had counted when that was last looked at. */
    private long counted;

    private long countedNanos;
    private volatile long countChanges;
    /** What was learned when that was last written down. */
    private List<Learned> learned = List.of();

    private long learnedNanos;
    private boolean remembers;
    private boolean stopped;

    /**
     * A detector that sets the recorder's limits from the settings.
     *
     * @param clock for durations; the recorder's
     * @param wallClock for timestamps alone
     */
    public Detector(
            CallRecorder recorder,
            DetectionSettings settings,
            NanoClock clock,
            InstantSource wallClock,
            MemorySource memory,
            PauseSource pauses,
            StackSource stacks,
            AlertListener listener) {
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
        this.wallClock = wallClock;
        outside = new Guarded(memory, pauses, stacks, listener);
        slowStacks = new SlowStacks(recorder, outside);
        policy = new NotificationPolicy(settings.notifications(), wallClock, new StackFigures(outside), outside);
        requests = new PolicyRequests(policy, wallClock);
        conditions = new Conditions(settings, clock, wallClock, policy);
        lastJudgedNanos = clock.nanoTime();
        countedNanos = lastJudgedNanos;
        learnedNanos = lastJudgedNanos;
        judge = new StateJudge(recorder, conditions, StateRules.create(), lastJudgedNanos);
        judge.settingsChanged(settings, outside, lastJudgedNanos);
        recorder.limits(settings.recordingLimits(), settings.layerThroughput().window());
    }

    /**
     * Judges the slow calls that wait and, once they are due, the states.
     *
     * @return nanoseconds for which the caller may park, unless a slow call wakes it
     */
    public synchronized long tick() {
        if (stopped) {
            return LONGEST_PARK_NANOS;
        }
        recorder.drainSlowCalls(slowCallJudge);
        long nowNanos = clock.nanoTime();
        long untilLookNanos = slowStacks.look(settings.causes().stacks(), nowNanos);
        long sinceJudged = nowNanos - lastJudgedNanos;
        if (sinceJudged >= parkNanos - parkNanos / TICKS_A_WINDOW) {
            if (sinceJudged > Math.max(SHORTEST_GAP_NANOS, TICKS_A_GAP * parkNanos)) {
                judge.interrupted(nowNanos);
            }
            lastJudgedNanos = nowNanos;
            judgeStates(nowNanos);
        }
        long untilJudgedNanos = Math.max(0, parkNanos - (clock.nanoTime() - lastJudgedNanos));
        return recorder.hasSlowCalls() ? 0 : Math.min(untilJudgedNanos, untilLookNanos);
    }

    /** Follows other settings from now on; conditions that no longer hold end after their quiet time. */
    public synchronized void replaceSettings(DetectionSettings newSettings) {
        settings = newSettings;
        limits.clear();
        operationsParkNanos = LONGEST_PARK_NANOS;
        slowConditions.clear();
        conditions.replaceSettings(newSettings);
        judge.settingsChanged(newSettings, outside, clock.nanoTime());
        recorder.limits(
                newSettings.recordingLimits(), newSettings.layerThroughput().window());
    }

    /**
     * Other calls are watched from now on: a rate that falls because of that is no traffic drop, so each must reach its
     * threshold anew.
     */
    public synchronized void watchChanged() {
        judge.forgetRates(clock.nanoTime());
    }

    /**
     * Judges the slow calls that have ended, raises nothing new from then on and ends what is firing, with the reason
     * {@code exit}.
     */
    public synchronized void stop() {
        if (!stopped) {
            recorder.drainSlowCalls(slowCallJudge);
            stopped = true;
            conditions.resolveAll("exit");
            noteCounted(clock.nanoTime(), true);
        }
    }

    /**
     * The newest alerts with what became of them, ends of conditions included, oldest first. Takes no lock.
     *
     * @param type null for all types
     * @throws IllegalArgumentException if the limit is negative
     */
    public List<AlertRecord> alertHistory(@Nullable AlertType type, int limit) {
        return policy.newest(type, Arguments.within("limit", limit, 0, Integer.MAX_VALUE));
    }

    /** A destination has got an alert. Takes no lock. */
    @Override
    public void arrived(String alertId, String destination, Instant at) {
        policy.arrived(alertId, destination, at);
    }

    /**
     * Takes what an earlier process remembered; to be called before the first tick.
     *
     * @return what destinations have got of it and are to get the end of
     */
    public synchronized List<Notice> restore(PolicyMemory memory) {
        remembers = true;
        policy.restore(memory, clock.nanoTime());
        judge.restore(memory.objectives(), wallClock.instant(), clock.nanoTime());
        judge.restoreLearned(memory.learned(), wallClock.instant());
        learned = memory.learned();
        conditions.restore(memory.conditions());
        return conditions.known();
    }

    /** What is to survive the process. */
    public synchronized PolicyMemory remember() {
        remembers = true;
        PolicyMemory memory = conditions.remember();
        List<ObjectiveMemory> objectives = judge.remember(wallClock.instant(), clock.nanoTime());
        return objectives.isEmpty() && learned.isEmpty() ? memory : memory.with(objectives, learned);
    }

    /**
     * Grows with every change of what {@link #remember} returns; with what is counted of objectives once a minute, with what is
     * learned every ten minutes, and with both at the end.
     * Takes no lock.
     */
    public long changes() {
        return policy.changes() + countChanges;
    }

    private void noteCounted(long nowNanos, boolean last) {
        if (last || nowNanos - countedNanos >= COUNTED_EVERY_NANOS) {
            countedNanos = nowNanos;
            long now = judge.counted();
            countChanges = now == counted ? countChanges : countChanges + 1;
            counted = now;
        }
        if (last || nowNanos - learnedNanos >= LEARNED_EVERY_NANOS) {
            learnedNanos = nowNanos;
            noteLearned();
        }
    }

    /** What is learned changes at every tick, and is as good ten minutes later. */
    private void noteLearned() {
        List<Learned> now = remembers ? judge.rememberLearned(wallClock.instant()) : List.of();
        countChanges = now.isEmpty() && learned.isEmpty() ? countChanges : countChanges + 1;
        learned = now;
    }

    /** What is expected of each signal that is learned. */
    public synchronized List<Expected> expected() {
        return judge.expected();
    }

    @Override
    public synchronized List<OpenCondition> conditions() {
        return requests.list(conditions.all());
    }

    @Override
    public synchronized OpenCondition acknowledge(
            String fingerprintPrefix, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RequestRefusedException {
        return requests.acknowledge(conditions.all(), fingerprintPrefix, by, note, lasting);
    }

    @Override
    public synchronized OpenCondition unacknowledge(String fingerprintPrefix) throws RequestRefusedException {
        return requests.unacknowledge(conditions.all(), fingerprintPrefix, clock.nanoTime());
    }

    @Override
    public synchronized Silence silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RequestRefusedException {
        return requests.silence(match, lasting, by, note);
    }

    @Override
    public synchronized List<Silence> silences() {
        return requests.silences();
    }

    @Override
    public synchronized Silence unsilence(String id) throws RequestRefusedException {
        return requests.unsilence(id);
    }

    /** The figures of every operation, in the order of their registration. */
    public synchronized List<OperationSummary> summaries() {
        List<OperationSummary> summaries = new ArrayList<>();
        recorder.snapshots()
                .forEach(operation -> summaries.add(new OperationSummary(
                        operation, policy.sent(operation.operation().name()))));
        return List.copyOf(summaries);
    }

    /** What became of all that was due. */
    public synchronized PolicyCounts policyCounts() {
        return policy.counts();
    }

    /** How many firing alerts of a type and a severity were sent. Takes no lock. */
    public long alertsSent(AlertType type, Severity severity) {
        return policy.sent(type, severity);
    }

    /** What an operation is judged by now. */
    public synchronized OperationLimits limits(OperationSpec spec) {
        return settings.limits().apply(spec);
    }

    /** The labels that everything that leaves the process has. */
    public synchronized Map<String, String> constantLabels() {
        return settings.constantLabels();
    }

    /** Sets what is called with everything that a source or the listener threw: a name and the thrown object. */
    public void onFailure(BiConsumer<String, Throwable> reporter) {
        outside.reporter(reporter);
    }

    /** A sentence for each rule and objective that names no operation that there is; empty while one may yet come. Takes no lock. */
    public List<String> unmatchedRules() {
        return outside.unmatchedRules();
    }

    /** How often a source or the listener threw. */
    public long failures() {
        return outside.failures();
    }

    private void judgeStates(long nowNanos) {
        recorder.sample();
        long drops = recorder.slowCallsDropped();
        boolean dropped = drops != dropsSeen;
        dropsSeen = drops;
        for (int id = 0; id < recorder.operationCount(); id++) {
            OperationSpec spec = recorder.spec(id);
            if (spec != null) {
                judgeOperation(id, spec, nowNanos);
                if (dropped) {
                    countDrops(id, spec);
                }
            }
        }
        judge.judgeLayers(settings.layerThroughput(), nowNanos);
        List<MemoryReading> memory = outside.memory();
        judge.judgeMemory(memory, settings);
        judge.judgeTick(new Tick(recorder, memory, settings, outside, nowNanos, wallClock.millis()));
        conditions.judged(nowNanos);
        noteCounted(nowNanos, false);
        long longest = Math.min(operationsParkNanos, judge.longestParkNanos());
        parkNanos = Math.max(SHORTEST_PARK_NANOS, Math.min(longest, parkNanos(settings.layerThroughput())));
    }

    /** Most operations have nothing that a rule could find: none fails, and none of their calls is stuck, as none runs. */
    private void judgeOperation(int id, OperationSpec spec, long nowNanos) {
        OperationLimits own = limits(id, spec);
        if (own.throughputThresholdPerSecond().isPresent() || !recorder.isFaultless(id)) {
            judge.judgeOperation(id, spec, own, nowNanos);
        }
    }

    private static long parkNanos(OperationLimits limits) {
        return Math.min(
                Durations.saturatedNanos(limits.window()) / TICKS_A_WINDOW,
                Durations.nanos(limits.stuckThresholdMillis()) / TICKS_A_STUCK_THRESHOLD);
    }

    private OperationLimits limits(int id, OperationSpec spec) {
        while (limits.size() <= id) {
            limits.add(null);
        }
        OperationLimits own = limits.get(id);
        if (own == null) {
            own = settings.limits().apply(spec);
            limits.set(id, own);
            operationsParkNanos = Math.min(operationsParkNanos, parkNanos(own));
        }
        return own;
    }

    private void countDrops(int id, OperationSpec spec) {
        long dropped = recorder.slowCallsDropped(id);
        long counted = dropped == 0 ? 0 : dropsCounted.getOrDefault(id, 0L);
        if (dropped > counted) {
            dropsCounted.put(id, dropped);
            policy.suppressed(AlertType.LATENCY, spec.name(), dropped - counted);
        }
    }

    private void judgeSlowCall(SlowCall call) {
        OperationSpec spec = recorder.spec(call.operationId());
        OperationLimits own = limits(call.operationId(), spec);
        double latencyMillis = Durations.millis(call.endNanos() - call.startNanos());
        double threshold = own.latencyThresholdMillis();
        if (LatencyRule.isBreached(latencyMillis, threshold)) {
            Severity severity = LatencyRule.severity(latencyMillis, threshold, own.severity());
            Map<String, String> labels = labels(call.details());
            Condition known = labels.isEmpty() ? slowConditions.get(call.operationId()) : null;
            if (known == null || !conditions.isHeldBack(known, severity)) {
                Condition condition = conditions.event(
                        LatencyRule.breach(spec.name(), latencyMillis, threshold, severity, further(call), labels),
                        known);
                if (labels.isEmpty()) {
                    slowConditions.put(call.operationId(), condition);
                }
            }
        }
        slowStacks.forget(call);
    }

    private Map<String, @Nullable Object> further(SlowCall call) {
        Map<String, @Nullable Object> further = new LinkedHashMap<>();
        OptionalDouble pause = outside.pauseMillisBetween(call.startNanos(), call.endNanos());
        if (pause.isPresent()) {
            further.put("gc_pause_ms", pause.getAsDouble());
        }
        CallDetails details = call.details();
        if (details != null && details.timeToFirstChunkNanos().isPresent()) {
            further.put(
                    "time_to_first_chunk_ms",
                    Durations.millis(details.timeToFirstChunkNanos().getAsLong()));
        }
        if (details != null && details.chunks().isPresent()) {
            further.put("chunks", details.chunks().getAsLong());
        }
        Causes.add(details == null ? Map.of() : details.details(), call.span(), further);
        slowStacks.addTo(call, further);
        return further;
    }

    /** The model first, the rest by name. */
    private static Map<String, String> labels(@Nullable CallDetails details) {
        if (details == null || details.labels().isEmpty()) {
            return Map.of();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        String model = details.labels().get(MODEL);
        if (model != null) {
            labels.put(MODEL, model);
        }
        labels.putAll(new TreeMap<>(details.labels()));
        return labels;
    }

    /** A class and not a lambda, whose first use would cost every start milliseconds. */
    private final class SlowCallJudge implements Consumer<SlowCall> {
        @Override
        public void accept(SlowCall call) {
            judgeSlowCall(call);
        }
    }
}
