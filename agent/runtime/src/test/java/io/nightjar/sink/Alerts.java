package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Alerts for tests. */
public final class Alerts {
    public static final Instant START = Instant.parse("2026-11-22T14:03:11.482Z");

    private Alerts() {}

    public static Alert firing(String id, String fingerprint) {
        return firing(id, fingerprint, Severity.ERROR);
    }

    public static Alert firing(String id, String fingerprint, Severity severity) {
        return new Alert(
                AlertType.LATENCY,
                severity,
                "Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)",
                START,
                metadata(),
                id,
                AlertStatus.FIRING,
                fingerprint,
                START,
                null,
                labels(fingerprint));
    }

    public static Alert resolved(String id, String fingerprint) {
        return resolved(id, fingerprint, Severity.ERROR);
    }

    public static Alert resolved(String id, String fingerprint, Severity severity) {
        Instant end = START.plusSeconds(90);
        return new Alert(
                AlertType.LATENCY,
                severity,
                "Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)",
                end,
                metadata(),
                id,
                AlertStatus.RESOLVED,
                fingerprint,
                START,
                end,
                labels(fingerprint));
    }

    public static Alert with(Alert alert, Instant startsAt, Map<String, Object> metadata, String message) {
        return new Alert(
                alert.type(),
                alert.severity(),
                message,
                startsAt,
                metadata,
                alert.id(),
                alert.status(),
                alert.fingerprint(),
                startsAt,
                alert.endsAt(),
                alert.labels());
    }

    public static Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("operation", "onnxruntime.run");
        metadata.put("latency_ms", 812.4);
        metadata.put("threshold_ms", 400.0);
        metadata.put("excess_ratio", 2.031);
        metadata.put("suppressed", 3L);
        return metadata;
    }

    static Map<String, String> labels(String fingerprint) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", "orchestrator");
        labels.put("instance", "host:4711");
        labels.put("operation", "onnxruntime.run");
        labels.put("model", "minilm-" + fingerprint);
        return labels;
    }
}
