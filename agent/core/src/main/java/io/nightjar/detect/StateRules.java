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

    /** What judges objectives; only where there is one. */
    static StateRule objectives() {
        return new SloRule();
    }

    /** What judges the user's own rules; only where there is one. */
    static StateRule stated(CallRecorder recorder, DetectionSettings settings, Guarded outside, long nowNanos) {
        return new StatedRules(recorder, settings, outside, nowNanos);
    }

    /** What learns what is normal; only where anything is to be learned, and once a process has lived for a few ticks. */
    static StateRule learned(DetectionSettings settings, long startedNanos) {
        return new AnomalyRule(settings, startedNanos);
    }

    /** What foretells when a memory will be full; only where that is asked for. */
    static StateRule forecasts() {
        return new ForecastRule();
    }
}
