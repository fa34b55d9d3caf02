package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.json.AlertJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts in Alertmanager's words: labels, annotations, and its own webhook's payload. Stateless. */
public final class AlertmanagerPayload {
    /** What Alertmanager writes where an alert has no end. */
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private AlertmanagerPayload() {}

    /** Identity: name, type, severity and every label that is not empty, under a name that Alertmanager takes. */
    public static Map<String, String> labels(Alert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", AlertWords.alertName(alert.type()));
        labels.put("alert_type", alert.type().jsonName());
        labels.put("severity", alert.severity().jsonName());
        alert.labels().forEach((name, value) -> {
            if (!value.isEmpty() && isLabelName(name)) {
                labels.putIfAbsent(name, value);
            }
        });
        return labels;
    }

    private static boolean isLabelName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    public static Map<String, String> annotations(Alert alert) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", alert.message());
        String figures = AlertWords.figures(alert);
        annotations.put("description", figures.isEmpty() ? alert.message() : alert.message() + " " + figures);
        return annotations;
    }

    /** Alertmanager's webhook payload, version 4, with the one alert in it. */
    static byte[] webhookV4(Alert alert) {
        String alertName = AlertWords.alertName(alert.type());
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("version", "4");
        payload.put("groupKey", "{}:{alertname=\"" + alertName + "\"}");
        payload.put("truncatedAlerts", 0);
        payload.put("status", alert.status().jsonName());
        payload.put("receiver", "nightjar");
        payload.put("groupLabels", Map.of("alertname", alertName));
        payload.put("commonLabels", labels(alert));
        payload.put("commonAnnotations", annotations(alert));
        payload.put("externalURL", "");
        payload.put("alerts", List.of(webhookAlert(alert)));
        return AlertJson.bytes(payload);
    }

    private static Map<String, @Nullable Object> webhookAlert(Alert alert) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("status", alert.status().jsonName());
        one.put("labels", labels(alert));
        one.put("annotations", annotations(alert));
        one.put("startsAt", IsoMillis.format(alert.startsAt()));
        one.put("endsAt", alert.status() == AlertStatus.FIRING ? NO_END : IsoMillis.format(endOf(alert)));
        one.put("generatorURL", "");
        one.put("fingerprint", alert.fingerprint());
        return one;
    }

    /** When a resolved alert ended: never before it began. */
    static Instant endOf(Alert alert) {
        Instant end = alert.endsAt() == null ? alert.timestamp() : alert.endsAt();
        return end.isBefore(alert.startsAt()) ? alert.startsAt() : end;
    }
}
