package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call took longer than its threshold: a single event, and no {@link StateRule}. Stateless. */
final class LatencyRule {
    private LatencyRule() {}

    static boolean isBreached(double latencyMillis, double thresholdMillis) {
        return latencyMillis > thresholdMillis;
    }

    static Severity severity(double latencyMillis, double thresholdMillis, SeverityBands bands) {
        return Severities.ofRatio(latencyMillis / thresholdMillis, bands);
    }

    /**
     * The breach with its message, figures and labels.
     *
     * @param figures that only some calls have, placed after the usual ones
     * @param callLabels labels of the call
     */
    static Breach breach(
            String operation,
            double latencyMillis,
            double thresholdMillis,
            Severity severity,
            Map<String, @Nullable Object> further,
            Map<String, String> callLabels) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("operation", operation);
        metadata.put("latency_ms", latencyMillis);
        metadata.put("threshold_ms", thresholdMillis);
        metadata.put("excess_ratio", Figures.ratio(latencyMillis, thresholdMillis));
        metadata.putAll(further);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("operation", operation);
        callLabels.forEach(labels::putIfAbsent);
        String message = "Latency threshold exceeded for " + operation + ": " + Figures.fixed(latencyMillis, 2)
                + "ms (threshold: " + Figures.shortest(thresholdMillis) + "ms)";
        return new Breach(AlertType.LATENCY, severity, operation, message, metadata, labels);
    }
}
