package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rate of completed calls is under its threshold. */
final class ThroughputRule {
    private ThroughputRule() {}

    static boolean isBreached(double ratePerSecond, double thresholdPerSecond) {
        return ratePerSecond < thresholdPerSecond;
    }

    static Severity severity(double ratePerSecond, double thresholdPerSecond, SeverityBands bands) {
        return Severities.ofRatio(thresholdPerSecond / ratePerSecond, bands);
    }

    /**
     * The breach as it is told.
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
}
