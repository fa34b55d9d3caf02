package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The failed share of the calls in a window is over its threshold. */
final class ErrorRateRule {
    private static final int CLASSES_TOLD = 5;
    private static final double PERCENT = 100;

    private ErrorRateRule() {}

    static boolean isBreached(long requests, long errors, double threshold) {
        return requests > 0 && (double) errors / requests > threshold;
    }

    static Severity severity(long requests, long errors, double threshold, SeverityBands bands) {
        return Severities.ofRatio((double) errors / requests / threshold, bands);
    }

    /**
     * The breach as it is told.
     *
     * @param component the operation, null for all of them
     * @param errorClasses failed calls by exception class, most frequent first
     */
    static Breach breach(
            @Nullable String component,
            long requests,
            long errors,
            double threshold,
            double windowSeconds,
            Severity severity,
            Map<String, Long> errorClasses) {
        double rate = (double) errors / requests;
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("component", component);
        metadata.put("error_rate", rate);
        metadata.put("threshold", threshold);
        metadata.put("window_seconds", windowSeconds);
        metadata.put("total_requests", requests);
        metadata.put("total_errors", errors);
        metadata.put("errors", mostFrequent(errorClasses));
        String message = "Error rate threshold exceeded in " + (component == null ? "all operations" : component) + ": "
                + Figures.fixed(rate * PERCENT, 2) + "% (threshold: " + Figures.fixed(threshold * PERCENT, 2) + "%)";
        Map<String, String> labels = component == null ? Map.of() : Map.of("operation", component);
        return new Breach(AlertType.ERROR_RATE, severity, component, message, metadata, labels);
    }

    private static Map<String, Long> mostFrequent(Map<String, Long> errorClasses) {
        Map<String, Long> told = new LinkedHashMap<>();
        for (Map.Entry<String, Long> entry : errorClasses.entrySet()) {
            if (told.size() < CLASSES_TOLD) {
                told.put(entry.getKey(), entry.getValue());
            }
        }
        return told;
    }
}
