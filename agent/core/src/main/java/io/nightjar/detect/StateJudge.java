package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.util.ArrayList;
import java.util.List;

/** Offers every operation, layer and memory, and then the tick as a whole, to every {@link StateRule}. Confined to the detector's lock. */
final class StateJudge {
    private final CallRecorder recorder;
    private final StateRule.Breaches breaches;
    private final List<StateRule> rules;
    private long wholeSinceNanos;

    StateJudge(CallRecorder recorder, StateRule.Breaches breaches, List<StateRule> rules, long nowNanos) {
        this.recorder = recorder;
        this.breaches = breaches;
        this.rules = new ArrayList<>(rules);
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

    /** Other settings hold from now on; what they are the first to ask for is judged too. */
    void settingsChanged(DetectionSettings settings, Guarded outside, long nowNanos) {
        StateRules.addStated(rules, settings, recorder, outside, nowNanos);
        for (StateRule rule : rules) {
            rule.settingsChanged(settings);
        }
    }

    long longestParkNanos() {
        long longest = Long.MAX_VALUE;
        for (StateRule rule : rules) {
            longest = Math.min(longest, rule.longestParkNanos());
        }
        return longest;
    }

    void judgeTick(Tick tick) {
        for (StateRule rule : rules) {
            rule.judgeTick(tick, breaches);
        }
    }

    void judgeOperation(int id, OperationSpec spec, OperationLimits limits, long nowNanos) {
        WatchedOperation operation = new WatchedOperation(recorder, id, spec.name(), limits, nowNanos, wholeSinceNanos);
        for (StateRule rule : rules) {
            rule.judgeOperation(operation, breaches);
        }
    }

    void judgeLayers(OperationLimits limits, long nowNanos) {
        for (String name : recorder.layers()) {
            WatchedLayer layer = new WatchedLayer(recorder, name, limits, nowNanos, wholeSinceNanos);
            for (StateRule rule : rules) {
                rule.judgeLayer(layer, breaches);
            }
        }
    }

    void judgeMemory(List<MemoryReading> readings, DetectionSettings settings) {
        for (MemoryReading reading : readings) {
            for (StateRule rule : rules) {
                rule.judgeMemory(reading, settings, breaches);
            }
        }
    }
}
