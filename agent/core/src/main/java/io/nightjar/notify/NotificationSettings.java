package io.nightjar.notify;

import java.util.List;

/**
 * Everything that the notification policy follows. Immutable.
 *
 * @param rateLimit at most one alert of a key in this time
 * @param historySize alerts kept in memory
 * @param routes the log first, then the destinations
 * @param silences those of the configuration
 */
public record NotificationSettings(
        RateLimit rateLimit, int historySize, List<Route> routes, List<Silence> silences, Flapping flapping) {
    public NotificationSettings {
        routes = List.copyOf(routes);
        silences = List.copyOf(silences);
    }
}
