package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import java.util.List;

/** The list of the rules about states, in the order in which each judges an operation, a layer or a memory. */
final class StateRules {
    private StateRules() {}

    /** New rules: each remembers what it has seen. */
    static List<StateRule> create() {
        return List.of(new ErrorRateRule(), new StuckRule(), new ThroughputRule(), new MemoryRule());
    }

    /** Adds what the settings are the first to ask for: its classes are loaded nowhere else. */
    static void addStated(
            List<StateRule> present,
            DetectionSettings settings,
            CallRecorder recorder,
            Guarded outside,
            long nowNanos) {
        if (!settings.stated().rules().isEmpty() && !has(present, StatedRules.class)) {
            present.add(new StatedRules(recorder, settings, outside, nowNanos));
        }
    }

    private static boolean has(List<StateRule> present, Class<? extends StateRule> type) {
        for (StateRule rule : present) {
            if (type.isInstance(rule)) {
                return true;
            }
        }
        return false;
    }
}
