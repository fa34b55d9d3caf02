package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.sink.queue.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups and acknowledgements for tests. */
public final class Groups {
    public static final Map<String, String> BY_TYPE = Map.of("alert_type", "latency");

    private Groups() {}

    /** A member that began so many seconds after the first one. */
    public static Alert firing(String name, Severity severity, long second) {
        return member(name, severity, second, AlertStatus.FIRING);
    }

    /** A member that began so many seconds after the first one and lasted a minute. */
    public static Alert resolved(String name, Severity severity, long second) {
        return member(name, severity, second, AlertStatus.RESOLVED);
    }

    private static Alert member(String name, Severity severity, long second, AlertStatus status) {
        Instant start = Alerts.START.plusSeconds(second);
        boolean over = status == AlertStatus.RESOLVED;
        Instant end = start.plusSeconds(60);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("latency_ms", 812.4);
        metadata.put("suppressed", 0L);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", "orchestrator");
        labels.put("instance", "host:4711");
        labels.put("operation", name);
        return new Alert(
                AlertType.LATENCY,
                severity,
                (over ? Alert.RESOLVED_PREFIX : "") + name + " is slow",
                over ? end : start,
                metadata,
                "id-" + name,
                status,
                "fp-" + name,
                start,
                over ? end : null,
                labels);
    }

    /** A delivery of these, by the type: with a summary as the policy makes one. */
    public static Delivery of(String id, Alert... members) {
        return of(id, BY_TYPE, List.of(members));
    }

    public static Delivery of(String id, Map<String, String> labels, List<Alert> members) {
        boolean over = members.stream().allMatch(member -> member.status() == AlertStatus.RESOLVED);
        Alert worst = members.get(0);
        Instant first = worst.startsAt();
        for (Alert member : members) {
            boolean counts = over || member.status() == AlertStatus.FIRING;
            boolean worse = worst.status() != AlertStatus.FIRING && !over
                    || member.severity().compareTo(worst.severity()) > 0;
            worst = counts && worse ? member : worst;
            first = member.startsAt().isBefore(first) ? member.startsAt() : first;
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("alerts", (long) members.size());
        metadata.put(
                "firing",
                members.stream()
                        .filter(member -> member.status() == AlertStatus.FIRING)
                        .count());
        metadata.put("suppressed", 0L);
        String count = members.size() == 1 ? "" : members.size() + " alerts: ";
        Map<String, String> all = new LinkedHashMap<>();
        all.put("service", "orchestrator");
        all.put("instance", "host:4711");
        all.putAll(labels);
        String worstMessage = over ? worst.message().substring(Alert.RESOLVED_PREFIX.length()) : worst.message();
        Alert summary = new Alert(
                worst.type(),
                worst.severity(),
                (over ? Alert.RESOLVED_PREFIX : "") + count + worstMessage,
                Alerts.START.plusSeconds(300),
                metadata,
                id,
                over ? AlertStatus.RESOLVED : AlertStatus.FIRING,
                "group-fp",
                first,
                over ? Alerts.START.plusSeconds(300) : null,
                all);
        return new Delivery(summary, new AlertGroup(labels, members), NoticeKind.NOTIFICATION, false, 0, 0);
    }

    /** So many members, every third of which has ended, in three severities. */
    public static List<Alert> many(int count) {
        List<Alert> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Severity severity = Severity.values()[i % 3];
            members.add(i % 3 == 0 && i > 0 ? resolved("op" + i, severity, i) : firing("op" + i, severity, i));
        }
        return members;
    }

    /** That somebody has acknowledged what this alert says. */
    public static Delivery acknowledgement(Alert firing, String by, String note, String until) {
        Map<String, Object> acknowledged = new LinkedHashMap<>();
        acknowledged.put("by", by);
        acknowledged.put("note", note);
        acknowledged.put("until", until);
        Map<String, Object> metadata = new LinkedHashMap<>(firing.metadata());
        metadata.put("acknowledged", acknowledged);
        Alert alert = Alerts.with(firing, firing.startsAt(), metadata, firing.message());
        return new Delivery(alert, NoticeKind.ACKNOWLEDGEMENT, false);
    }
}
