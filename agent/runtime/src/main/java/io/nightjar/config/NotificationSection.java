package io.nightjar.config;

import io.nightjar.notify.Flapping;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.RateLimit;
import io.nightjar.notify.Route;
import io.nightjar.notify.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what the notification policy follows. Stateless. */
final class NotificationSection {
    private static final String REMIND = ".remind";
    private static final String SHORT_REMINDER = "must be a duration not shorter than alerts.rate-limit, which is ";

    private static final String IN = " in ";
    private static final int MOST_BEGINNINGS = 1_000;

    private NotificationSection() {}

    /**
     * What the policy follows.
     *
     * @param delivery whose routes it takes
     * @param silences those of the configuration
     */
    static NotificationSettings read(Values values, DeliverySettings delivery, List<Silence> silences) {
        List<Route> routes = new ArrayList<>();
        routes.add(delivery.log());
        for (Destination destination : delivery.destinations()) {
            routes.add(destination.route());
        }
        RateLimit limit = RateLimit.of(
                values.duration(Key.ALERTS_RATE_LIMIT),
                values.flag(Key.ALERTS_RATE_LIMIT_ESCALATION),
                !values.choice(Key.ALERTS_RATE_LIMIT_PER).equals("type"));
        reportShortReminders(values);
        return new NotificationSettings(
                limit,
                (int) values.count(Key.ALERTS_HISTORY, values.find(Key.ALERTS_HISTORY)),
                routes,
                silences,
                flapping(values));
    }

    /** What the limit would hold back each time is a mistake. */
    private static void reportShortReminders(Values values) {
        OptionalLong limit = Units.nanos(values.text(Key.ALERTS_RATE_LIMIT), false);
        for (Setting setting : values.all()) {
            Key key = setting.name().key();
            if (key != null && key.text().endsWith(REMIND) && limit.isPresent()) {
                OptionalLong nanos = Units.nanos(setting.value(), false);
                if (nanos.isPresent() && nanos.getAsLong() > 0 && nanos.getAsLong() < limit.getAsLong()) {
                    values.report(setting, SHORT_REMINDER.concat(writtenLimit(values)), "");
                }
            }
        }
    }

    private static String writtenLimit(Values values) {
        Setting limit = values.find(Key.ALERTS_RATE_LIMIT);
        return limit == null ? values.text(Key.ALERTS_RATE_LIMIT) : limit.shown();
    }

    private static Flapping flapping(Values values) {
        String text = values.text(Key.ALERTS_FLAPPING);
        Flapping flapping = text.equals("0") ? Flapping.OFF : parseFlapping(text);
        if (flapping == null) {
            values.report(values.find(Key.ALERTS_FLAPPING), "must be ".concat(Key.ALERTS_FLAPPING.allowed()), "");
            return Flapping.OFF;
        }
        return flapping;
    }

    private static @Nullable Flapping parseFlapping(String text) {
        int in = text.indexOf(IN);
        if (in < 0) {
            return null;
        }
        OptionalLong most = Units.count(text.substring(0, in).strip());
        OptionalLong nanos = Units.nanos(text.substring(in + IN.length()).strip(), false);
        boolean good = most.isPresent() && most.getAsLong() <= MOST_BEGINNINGS && nanos.isPresent();
        return good && nanos.getAsLong() > 0
                ? new Flapping((int) most.getAsLong(), Duration.ofNanos(nanos.getAsLong()))
                : null;
    }
}
