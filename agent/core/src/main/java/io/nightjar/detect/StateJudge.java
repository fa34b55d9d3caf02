package io.nightjar.detect;

import io.nightjar.learn.Learned;
import io.nightjar.objective.ObjectiveMemory;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers every operation, layer and memory, and then the tick as a whole, to every {@link StateRule}. Confined to the detector's lock. */
final class StateJudge {
    /** A process that soon ends loads nothing of what learns. */
    private static final int TICKS_BEFORE_LEARNING = 5;

    private final CallRecorder recorder;
    private final StateRule.Breaches breaches;
    private final List<StateRule> rules;
    /** By id; null for one that was never judged. */
    private final List<@Nullable WatchedOperation> operations = new ArrayList<>();
    /** In the recorder's order, which only grows. */
    private final List<WatchedLayer> layers = new ArrayList<>();

    private boolean judgesObjectives;
    private boolean judgesRules;
    private boolean foretells;
    private boolean learns;
    /** What an earlier process learned, until there is a rule that goes on from it. */
    private List<Learned> learnedBefore = List.of();

    private Instant learnedBeforeAt = Instant.EPOCH;
    private final long startedNanos;
    private int ticks;
    private long wholeSinceNanos;

    StateJudge(CallRecorder recorder, StateRule.Breaches breaches, List<StateRule> rules, long nowNanos) {
        this.recorder = recorder;
        this.breaches = breaches;
        this.rules = new ArrayList<>(rules);
        startedNanos = nowNanos;
        wholeSinceNanos = nowNanos - Long.MAX_VALUE / 2;
    }

    /** The machine stood still: rates over windows that include the gap are not judged. */
    void interrupted(long nowNanos) {
        wholeSinceNanos = nowNanos;
        for (StateRule rule : rules) {
            rule.interrupted();
        }
    }

    /** Other calls are counted: rates over windows that include others are not judged, and none has been reached yet. */
    void forgetRates(long nowNanos) {
        wholeSinceNanos = nowNanos;
        for (StateRule rule : rules) {
            rule.forgetRates();
        }
    }

    /** Other settings hold from now on; a rule that they do not ask for is not even loaded. */
    void settingsChanged(DetectionSettings settings, Guarded outside, long nowNanos) {
        if (!judgesObjectives && !settings.stated().objectives().isEmpty()) {
            judgesObjectives = true;
            rules.add(StateRules.objectives());
        }
        if (!judgesRules && !settings.stated().rules().isEmpty()) {
            judgesRules = true;
            rules.add(StateRules.stated(recorder, settings, outside, nowNanos));
        }
        if (!foretells && !settings.stated().memoryForecast().isZero()) {
            foretells = true;
            rules.add(StateRules.forecasts());
        }
        for (StateRule rule : rules) {
            rule.settingsChanged(settings);
        }
    }

    long longestParkNanos() {
        long longest = Long.MAX_VALUE;
        for (int i = 0; i < rules.size(); i++) {
            longest = Math.min(longest, rules.get(i).longestParkNanos());
        }
        return longest;
    }

    void restoreLearned(List<Learned> learned, Instant now) {
        learnedBefore = learned;
        learnedBeforeAt = now;
    }

    List<Learned> rememberLearned(Instant now) {
        if (!learns) {
            return learnedBefore;
        }
        List<Learned> all = new ArrayList<>();
        for (StateRule rule : rules) {
            rule.rememberLearned(all, now);
        }
        return List.copyOf(all);
    }

    List<Expected> expected() {
        List<Expected> all = new ArrayList<>(0);
        for (StateRule rule : rules) {
            rule.expected(all);
        }
        return List.copyOf(all);
    }

    void restore(List<ObjectiveMemory> memories, Instant now, long nowNanos) {
        for (StateRule rule : rules) {
            rule.restore(memories, now, nowNanos);
        }
    }

    List<ObjectiveMemory> remember(Instant now, long nowNanos) {
        List<ObjectiveMemory> all = new ArrayList<>(0);
        for (StateRule rule : rules) {
            rule.remember(all, now, nowNanos);
        }
        return all;
    }

    long counted() {
        long counted = 0;
        for (StateRule rule : rules) {
            counted += rule.counted();
        }
        return counted;
    }

    void judgeTick(Tick tick) {
        if (!learns && tick.settings().stated().learns() && ticks++ >= TICKS_BEFORE_LEARNING) {
            learns = true;
            StateRule rule = StateRules.learned(tick.settings(), startedNanos);
            rule.restoreLearned(learnedBefore, learnedBeforeAt);
            learnedBefore = List.of();
            rules.add(rule);
        }
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).judgeTick(tick, breaches);
        }
    }

    void judgeOperation(int id, OperationSpec spec, OperationLimits limits, long nowNanos) {
        while (operations.size() <= id) {
            operations.add(null);
        }
        WatchedOperation operation = operations.get(id);
        if (operation == null) {
            operation = new WatchedOperation(recorder, id, spec.name(), limits);
            operations.set(id, operation);
        }
        operation.judgedAt(limits, nowNanos, wholeSinceNanos);
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).judgeOperation(operation, breaches);
        }
    }

    void judgeLayers(OperationLimits limits, long nowNanos) {
        List<String> names = recorder.layers();
        for (int i = 0; i < names.size(); i++) {
            if (layers.size() <= i) {
                layers.add(new WatchedLayer(recorder, names.get(i), limits));
            }
            WatchedLayer layer = layers.get(i);
            layer.judgedAt(limits, nowNanos, wholeSinceNanos);
            for (int j = 0; j < rules.size(); j++) {
                rules.get(j).judgeLayer(layer, breaches);
            }
        }
    }

    void judgeMemory(List<MemoryReading> readings, DetectionSettings settings) {
        for (int i = 0; i < readings.size(); i++) {
            for (int j = 0; j < rules.size(); j++) {
                rules.get(j).judgeMemory(readings.get(i), settings, breaches);
            }
        }
    }
}
