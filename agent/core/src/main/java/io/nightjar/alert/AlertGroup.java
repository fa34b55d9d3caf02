package io.nightjar.alert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts that are one notification, because they agree in the labels that a destination groups by. Immutable.
 *
 * @param labels what they agree in, in the order in which the destination names it; a label that they lack is empty
 * @param alerts one of each condition, firing ones and such as have ended since the group's last notification, in the order
 *     in which they began
 */
public record AlertGroup(Map<String, String> labels, List<Alert> alerts) {
    public AlertGroup {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        alerts = List.copyOf(alerts);
    }
}
