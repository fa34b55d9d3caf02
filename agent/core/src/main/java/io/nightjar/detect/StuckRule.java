package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import io.nightjar.record.InFlight;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call runs on, or a stream is silent, for longer than its threshold. */
final class StuckRule implements StateRule {
    static final String STACK = "stack";

    @Override
    public void judgeOperation(WatchedOperation operation, Breaches breaches) {
        double thresholdMillis = operation.limits().stuckThresholdMillis();
        long thresholdNanos = Durations.nanos(thresholdMillis);
        if (operation.oldestInFlightNanos() <= thresholdNanos) {
            return;
        }
        InFlight running = operation.inFlight(Duration.ofNanos(thresholdNanos));
        if (running.olderThanThreshold() == 0) {
            return;
        }
        double runningMillis = Durations.millis(running.oldestNanos());
        Severity severity =
                severity(runningMillis, thresholdMillis, operation.limits().severity());
        breaches.state(
                breach(operation.operationName(), runningMillis, thresholdMillis, running.total(), severity),
                Lasting.REMINDED);
    }

    static Severity severity(double runningMillis, double thresholdMillis, SeverityBands bands) {
        return Severities.ofRatio(runningMillis / thresholdMillis, bands);
    }

    /** The breach with its message, figures and labels; its stack is looked up only once an alert is sent. */
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
        return new Breach(AlertType.STUCK, severity, operation, message, metadata, Map.of("operation", operation));
    }
}
