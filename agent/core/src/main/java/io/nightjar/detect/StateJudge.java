package io.nightjar.detect;

import io.nightjar.alert.Severity;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.InFlight;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.WindowSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges the states: error rate, throughput, stuck calls and memory. Confined to the detector's lock. */
final class StateJudge {
    private final CallRecorder recorder;
    private final Conditions conditions;
    private final Guarded outside;
    private final Map<String, ThroughputGate> layerGates = new HashMap<>();
    private final Map<Integer, ThroughputGate> operationGates = new HashMap<>();
    private long wholeSinceNanos;

    StateJudge(CallRecorder recorder, Conditions conditions, Guarded outside, long nowNanos) {
        this.recorder = recorder;
        this.conditions = conditions;
        this.outside = outside;
        wholeSinceNanos = nowNanos - Long.MAX_VALUE / 2;
    }

    /** The machine stood still: rates over windows that include the gap say nothing. */
    void interrupted(long nowNanos) {
        wholeSinceNanos = nowNanos;
        layerGates.values().forEach(ThroughputGate::interrupted);
        operationGates.values().forEach(ThroughputGate::interrupted);
    }

    /** Other calls are counted: rates over windows that include others say nothing, and none has been reached yet. */
    void forgetRates(long nowNanos) {
        wholeSinceNanos = nowNanos;
        layerGates.clear();
        operationGates.clear();
    }

    void judgeOperation(int id, OperationSpec spec, OperationLimits limits, long nowNanos) {
        WindowSnapshot window = recorder.counts(id, limits.window());
        judgeErrorRate(spec.name(), limits, window);
        judgeStuck(id, spec.name(), limits);
        if (limits.throughputThresholdPerSecond().isPresent()) {
            ThroughputGate gate = gate(operationGates, id);
            judgeThroughput(gate, spec.name(), Map.of("operation", spec.name()), limits, window, nowNanos);
        }
    }

    void judgeLayers(OperationLimits limits, long nowNanos) {
        if (limits.throughputThresholdPerSecond().isEmpty()) {
            return;
        }
        for (String layer : recorder.layers()) {
            ThroughputGate gate = gate(layerGates, layer);
            WindowSnapshot window = recorder.layerCounts(layer, limits.window());
            judgeThroughput(gate, null, Map.of("layer", layer), limits, window, nowNanos);
        }
    }

    void judgeMemory(double thresholdPercent, SeverityBands bands) {
        for (MemoryReading reading : outside.memory()) {
            if (MemoryRule.isBreached(reading.usedPercent(), thresholdPercent)) {
                Severity severity = MemoryRule.severity(reading.usedPercent(), thresholdPercent, bands);
                conditions.state(MemoryRule.breach(reading, thresholdPercent, severity), false);
            }
        }
    }

    private static <K> ThroughputGate gate(Map<K, ThroughputGate> gates, K key) {
        ThroughputGate gate = gates.get(key);
        if (gate == null) {
            gate = new ThroughputGate();
            gates.put(key, gate);
        }
        return gate;
    }

    private void judgeErrorRate(String operation, OperationLimits limits, WindowSnapshot window) {
        long requests = window.calls();
        long errors = window.errors();
        double threshold = limits.errorRateThreshold();
        if (requests < limits.errorRateMinRequests() || !ErrorRateRule.isBreached(requests, errors, threshold)) {
            return;
        }
        Severity severity = ErrorRateRule.severity(requests, errors, threshold, limits.severity());
        double seconds = Durations.seconds(limits.window());
        conditions.state(
                ErrorRateRule.breach(
                        operation, requests, errors, threshold, seconds, severity, window.errorClasses()),
                false);
    }

    private void judgeStuck(int id, String operation, OperationLimits limits) {
        long thresholdNanos = Durations.nanos(limits.stuckThresholdMillis());
        InFlight running = recorder.inFlight(id, Duration.ofNanos(thresholdNanos));
        if (running.olderThanThreshold() == 0) {
            return;
        }
        double runningMillis = Durations.millis(running.oldestNanos());
        Severity severity = StuckRule.severity(runningMillis, limits.stuckThresholdMillis(), limits.severity());
        conditions.state(
                StuckRule.breach(
                        operation, runningMillis, limits.stuckThresholdMillis(), running.total(), severity),
                false);
    }

    private void judgeThroughput(
            ThroughputGate gate,
            @Nullable String operation,
            Map<String, String> labels,
            OperationLimits limits,
            WindowSnapshot window,
            long nowNanos) {
        double threshold = limits.throughputThresholdPerSecond().orElseThrow();
        double rate = window.ratePerSecond();
        boolean whole =
                window.whole() && nowNanos - wholeSinceNanos >= Durations.saturatedNanos(limits.window());
        if (gate.isBreached(rate, whole, threshold, limits.throughputArm())) {
            Severity severity = ThroughputRule.severity(rate, threshold, limits.severity());
            double seconds = Durations.seconds(limits.window());
            conditions.state(
                    ThroughputRule.breach(operation, rate, threshold, seconds, severity, labels),
                    limits.throughputArm() == ThroughputArm.REACHED);
        }
    }
}
