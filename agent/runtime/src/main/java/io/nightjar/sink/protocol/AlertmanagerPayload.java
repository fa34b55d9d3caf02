package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.json.AlertJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
        Map<String, String> byName = Map.of("alertname", AlertWords.alertName(alert.type()));
        return webhookV4(alert, byName, List.of(alert), new GroupMembers(List.of(alert), 0));
    }

    /** Alertmanager's webhook payload, version 4, of a group: as many members as fit. */
    static byte[] webhookV4(Alert summary, AlertGroup group, int mostAlerts, int mostBytes) {
        Map<String, String> labels = new TreeMap<>();
        group.labels().forEach((name, value) -> {
            if (!value.isEmpty() && isLabelName(name)) {
                labels.put(name, value);
            }
        });
        GroupMembers members = GroupMembers.fitting(
                summary, group, mostAlerts, mostBytes, member -> AlertJson.bytes(webhookAlert(member)).length + 1);
        return webhookV4(summary, labels, group.alerts(), members);
    }

    private static byte[] webhookV4(
            Alert summary, Map<String, String> groupLabels, List<Alert> all, GroupMembers members) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("version", "4");
        payload.put("groupKey", "{}:" + labelSet(groupLabels));
        payload.put("truncatedAlerts", members.leftOut());
        payload.put("status", summary.status().jsonName());
        payload.put("receiver", "nightjar");
        payload.put("groupLabels", groupLabels);
        payload.put("commonLabels", common(all, AlertmanagerPayload::labels));
        payload.put("commonAnnotations", common(all, AlertmanagerPayload::annotations));
        payload.put("externalURL", "");
        List<Object> alerts = new ArrayList<>(members.alerts().size());
        for (Alert member : members.alerts()) {
            alerts.add(webhookAlert(member));
        }
        payload.put("alerts", alerts);
        return AlertJson.bytes(payload);
    }

    /** What all of them have, with the same value; nothing where there are none. */
    private static Map<String, String> common(List<Alert> alerts, Function<Alert, Map<String, String>> part) {
        Map<String, String> common = new LinkedHashMap<>();
        for (int i = 0; i < alerts.size(); i++) {
            Map<String, String> of = part.apply(alerts.get(i));
            if (i == 0) {
                common.putAll(of);
            } else {
                common.entrySet().retainAll(of.entrySet());
            }
        }
        return common;
    }

    /** As Alertmanager writes a label set, sorted by name, values in Go's quotes. */
    private static String labelSet(Map<String, String> sorted) {
        StringBuilder text = new StringBuilder("{");
        sorted.forEach((name, value) -> {
            text.append(text.length() == 1 ? "" : ", ").append(name).append("=\"");
            quote(value, text);
            text.append('"');
        });
        return text.append('}').toString();
    }

    private static void quote(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c == '\r') {
                text.append("\\r");
            } else {
                text.append(c);
            }
        }
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
