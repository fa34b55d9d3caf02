package io.nightjar.config;

import io.nightjar.notify.Flapping;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.RateLimit;
import io.nightjar.notify.Route;
import java.util.ArrayList;
import java.util.List;

/** Reads what the notification policy follows. Stateless. */
final class NotificationSection {
    private NotificationSection() {}

    /** @param delivery whose routes it takes */
    static NotificationSettings read(Values values, DeliverySettings delivery) {
        List<Route> routes = new ArrayList<>();
        routes.add(delivery.log());
        for (Destination destination : delivery.destinations()) {
            routes.add(destination.route());
        }
        RateLimit limit = RateLimit.of(
                values.duration(Key.ALERTS_RATE_LIMIT),
                values.flag(Key.ALERTS_RATE_LIMIT_ESCALATION),
                !values.choice(Key.ALERTS_RATE_LIMIT_PER).equals("type"));
        return new NotificationSettings(
                limit,
                (int) values.count(Key.ALERTS_HISTORY, values.find(Key.ALERTS_HISTORY)),
                routes,
                List.of(),
                Flapping.OFF);
    }
}
