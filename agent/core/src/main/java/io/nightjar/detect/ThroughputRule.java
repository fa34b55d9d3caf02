package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import io.nightjar.time.Durations;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rate of completed calls is under its threshold. */
final class ThroughputRule implements StateRule {
    /** Calls are the same object at each tick. */
    private final Map<WatchedCalls, ThroughputGate> gates = new HashMap<>();

    @Override
    public void judgeOperation(WatchedOperation operation, Breaches breaches) {
        if (operation.limits().throughputThresholdPerSecond().isPresent()) {
            judge(operation, gate(operation), breaches);
        }
    }

    @Override
    public void judgeLayer(WatchedLayer layer, Breaches breaches) {
        if (layer.limits().throughputThresholdPerSecond().isPresent()) {
            judge(layer, gate(layer), breaches);
        }
    }

    @Override
    public void interrupted() {
        for (ThroughputGate gate : gates.values()) {
            gate.interrupted();
        }
    }

    @Override
    public void forgetRates() {
        gates.clear();
    }

    static boolean isBreached(double ratePerSecond, double thresholdPerSecond) {
        return ratePerSecond < thresholdPerSecond;
    }

    static Severity severity(double ratePerSecond, double thresholdPerSecond, SeverityBands bands) {
        return Severities.ofRatio(thresholdPerSecond / ratePerSecond, bands);
    }

    /**
     * The breach with its message, figures and labels.
     *
     * @param operation null where a layer or the whole process is judged
     * @param windowSeconds null where the caller measured the rate
     */
    static Breach breach(
            @Nullable String operation,
            double ratePerSecond,
            double thresholdPerSecond,
            @Nullable Double windowSeconds,
            Severity severity,
            Map<String, String> labels) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("throughput_rps", ratePerSecond);
        metadata.put("threshold_rps", thresholdPerSecond);
        metadata.put("window_seconds", windowSeconds);
        metadata.put("deficit_ratio", Figures.ratio(thresholdPerSecond, ratePerSecond));
        String message = "Throughput below threshold: " + Figures.fixed(ratePerSecond, 2) + "rps (threshold: "
                + Figures.shortest(thresholdPerSecond) + "rps)";
        return new Breach(AlertType.THROUGHPUT, severity, operation, message, metadata, labels);
    }

    private static void judge(WatchedCalls calls, ThroughputGate gate, Breaches breaches) {
        OperationLimits limits = calls.limits();
        double threshold = limits.throughputThresholdPerSecond().orElseThrow();
        double rate = calls.window().ratePerSecond();
        if (gate.isBreached(rate, calls.isWindowWhole(), threshold, limits.throughputArm())) {
            Breach breach = gate.sameAsBefore(rate, limits);
            if (breach == null) {
                Severity severity = severity(rate, threshold, limits.severity());
                double seconds = Durations.seconds(limits.window());
                breach = breach(calls.operationName(), rate, threshold, seconds, severity, calls.labels());
                gate.breached(rate, limits, breach);
            }
            breaches.state(breach, limits.throughputArm() == ThroughputArm.REACHED ? Lasting.ONCE : Lasting.REMINDED);
        }
    }

    private ThroughputGate gate(WatchedCalls calls) {
        ThroughputGate gate = gates.get(calls);
        if (gate == null) {
            gate = new ThroughputGate();
            gates.put(calls, gate);
        }
        return gate;
    }
}
