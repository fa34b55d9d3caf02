package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call runs on, or a stream is silent, for longer than its threshold. */
final class StuckRule {
    static final String STACK = "stack";

    private StuckRule() {}

    static Severity severity(double runningMillis, double thresholdMillis, SeverityBands bands) {
        return Severities.ofRatio(runningMillis / thresholdMillis, bands);
    }

    /** The breach as it is told; its stack is looked up only when somebody is. */
    static Breach breach(
            String operation, double runningMillis, double thresholdMillis, long inFlight, Severity severity) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("operation", operation);
        metadata.put("running_ms", runningMillis);
        metadata.put("threshold_ms", thresholdMillis);
        metadata.put("in_flight", inFlight);
        metadata.put(STACK, null);
        String message = "Stuck call in " + operation + ": running for " + Figures.fixed(runningMillis, 2)
                + "ms (threshold: " + Figures.shortest(thresholdMillis) + "ms)";
        return new Breach(
                AlertType.STUCK, severity, operation, message, metadata, Map.of("operation", operation));
    }
}
