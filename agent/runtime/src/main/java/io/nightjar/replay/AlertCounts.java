package io.nightjar.replay;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many alerts of each type were sent on each day, and how many notifications each destination got. Confined to one thread. */
final class AlertCounts {
    private static final int RESOLVED = Severity.values().length;

    /** In UTC. */
    private final Map<LocalDate, Map<AlertType, long[]>> byDay = new TreeMap<>();

    private final Map<String, Long> byDestination = new TreeMap<>();

    /** Counts a notification: of a group, as one of the summary's type. */
    void add(SentAlert sent) {
        Alert alert = sent.alert();
        int column = alert.status() == AlertStatus.FIRING ? alert.severity().ordinal() : RESOLVED;
        byDay.computeIfAbsent(LocalDate.ofInstant(alert.timestamp(), ZoneOffset.UTC), day -> new TreeMap<>())
                .computeIfAbsent(alert.type(), type -> new long[RESOLVED + 1])[column]++;
        for (String destination : sent.destinations()) {
            byDestination.merge(destination, 1L, Long::sum);
        }
    }

    boolean isEmpty() {
        return byDay.isEmpty();
    }

    /** A row for each day and type: day, type, one number a severity, resolved. */
    Map<LocalDate, Map<AlertType, long[]>> byDay() {
        return byDay;
    }

    /** Firing alerts by type. */
    Map<AlertType, Long> firing() {
        Map<AlertType, Long> firing = new TreeMap<>();
        for (Map<AlertType, long[]> day : byDay.values()) {
            for (Map.Entry<AlertType, long[]> type : day.entrySet()) {
                long sum = 0;
                for (int i = 0; i < RESOLVED; i++) {
                    sum += type.getValue()[i];
                }
                firing.merge(type.getKey(), sum, Long::sum);
            }
        }
        return firing;
    }

    Map<String, Long> byDestination() {
        return new LinkedHashMap<>(byDestination);
    }
}
