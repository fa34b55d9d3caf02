package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import io.nightjar.record.FailedCall;
import io.nightjar.record.WindowCounts;
import io.nightjar.time.Durations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The failed share of the calls in a window is over its threshold. */
final class ErrorRateRule implements StateRule {
    private static final int MOST_CLASSES = 5;
    private static final double PERCENT = 100;

    @Override
    public void judgeOperation(WatchedOperation operation, Breaches breaches) {
        OperationLimits limits = operation.limits();
        WindowCounts window = operation.window();
        long requests = window.calls();
        long errors = window.errors();
        double threshold = limits.errorRateThreshold();
        if (requests < limits.errorRateMinRequests() || !isBreached(requests, errors, threshold)) {
            return;
        }
        Severity severity = severity(requests, errors, threshold, limits.severity());
        double seconds = Durations.seconds(limits.window());
        breaches.state(
                breach(
                        operation.operationName(),
                        requests,
                        errors,
                        threshold,
                        seconds,
                        severity,
                        operation.errorClasses(),
                        operation.newestFailure()),
                Lasting.REMINDED);
    }

    static boolean isBreached(long requests, long errors, double threshold) {
        return requests > 0 && (double) errors / requests > threshold;
    }

    static Severity severity(long requests, long errors, double threshold, SeverityBands bands) {
        return Severities.ofRatio((double) errors / requests / threshold, bands);
    }

    /**
     * The breach with its message, figures and labels.
     *
     * @param component the operation, null for all of them
     * @param errorClasses failed calls by exception class, most frequent first
     * @param newest what was read of the call that failed last
     */
    static Breach breach(
            @Nullable String component,
            long requests,
            long errors,
            double threshold,
            double windowSeconds,
            Severity severity,
            Map<String, Long> errorClasses,
            FailedCall newest) {
        double rate = (double) errors / requests;
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("component", component);
        metadata.put("error_rate", rate);
        metadata.put("threshold", threshold);
        metadata.put("window_seconds", windowSeconds);
        metadata.put("total_requests", requests);
        metadata.put("total_errors", errors);
        metadata.put("errors", mostFrequent(errorClasses));
        Causes.add(newest.details(), newest.span(), metadata);
        String message = "Error rate threshold exceeded in " + (component == null ? "all operations" : component) + ": "
                + Figures.fixed(rate * PERCENT, 2) + "% (threshold: " + Figures.fixed(threshold * PERCENT, 2) + "%)";
        Map<String, String> labels = component == null ? Map.of() : Map.of("operation", component);
        return new Breach(AlertType.ERROR_RATE, severity, component, message, metadata, labels);
    }

    private static Map<String, Long> mostFrequent(Map<String, Long> errorClasses) {
        Map<String, Long> most = new LinkedHashMap<>();
        for (Map.Entry<String, Long> entry : errorClasses.entrySet()) {
            if (most.size() < MOST_CLASSES) {
                most.put(entry.getKey(), entry.getValue());
            }
        }
        return most;
    }
}
