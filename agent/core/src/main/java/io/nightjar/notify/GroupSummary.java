package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One alert that stands for a whole group, for destinations that make one incident of it. Stateless. */
final class GroupSummary {
    private GroupSummary() {}

    /** @param id of this notification */
    static Alert of(AlertGroup group, String fingerprint, String id, Instant now) {
        Alert worst = worst(group);
        int firing = 0;
        Instant startsAt = worst.startsAt();
        Instant endsAt = Instant.MIN;
        Map<String, String> common = new LinkedHashMap<>(worst.labels());
        for (Alert alert : group.alerts()) {
            firing += isFiring(alert) ? 1 : 0;
            startsAt = alert.startsAt().isBefore(startsAt) ? alert.startsAt() : startsAt;
            endsAt = alert.endsAt() != null && alert.endsAt().isAfter(endsAt) ? alert.endsAt() : endsAt;
            common.entrySet().retainAll(alert.labels().entrySet());
        }
        boolean over = firing == 0;
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("alerts", (long) group.alerts().size());
        metadata.put("firing", (long) firing);
        metadata.put("suppressed", 0L);
        return new Alert(
                worst.type(),
                worst.severity(),
                message(worst, group.alerts().size()),
                now,
                metadata,
                id,
                over ? AlertStatus.RESOLVED : AlertStatus.FIRING,
                fingerprint,
                startsAt,
                over ? endsAt : null,
                common);
    }

    private static String message(Alert worst, int alerts) {
        if (alerts == 1) {
            return worst.message();
        }
        boolean prefixed = worst.message().startsWith(Alert.RESOLVED_PREFIX);
        String plain = prefixed ? worst.message().substring(Alert.RESOLVED_PREFIX.length()) : worst.message();
        return (prefixed ? Alert.RESOLVED_PREFIX : "") + alerts + " alerts: " + plain;
    }

    /** The worst that fires; of a group that is over the worst of all. */
    private static Alert worst(AlertGroup group) {
        Alert worst = group.alerts().get(0);
        for (Alert alert : group.alerts()) {
            boolean sooner = isFiring(alert) && !isFiring(worst);
            boolean worse =
                    isFiring(alert) == isFiring(worst) && alert.severity().compareTo(worst.severity()) > 0;
            worst = sooner || worse ? alert : worst;
        }
        return worst;
    }

    private static boolean isFiring(Alert alert) {
        return alert.status() == AlertStatus.FIRING;
    }
}
