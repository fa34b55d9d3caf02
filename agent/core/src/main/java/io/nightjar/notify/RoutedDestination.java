package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.time.Durations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One destination's route and what the policy keeps for it. Confined to the policy's owner's lock. */
final class RoutedDestination {
    final Route route;
    /** 0: at once. */
    final long afterNanos;
    /** 0: with the rate limit. */
    final long remindNanos;
    /** Null where each alert is a notification of its own. */
    final @Nullable Groups groups;
    /** The limit of what is sent only after a time, which the others' alerts do not close. */
    final RateLimiters escalations = new RateLimiters();

    RoutedDestination(Route route) {
        this.route = route;
        afterNanos = Durations.saturatedNanos(route.after());
        remindNanos = route.remind() == null ? 0 : Durations.saturatedNanos(route.remind());
        groups = route.grouping() == null ? null : new Groups(route.destination(), route.grouping());
    }

    String name() {
        return route.destination();
    }

    boolean takes(NoticeKind kind) {
        return route.takes() == kind;
    }

    boolean matches(Alert alert) {
        return route.when().matches(alert);
    }

    boolean matches(AlertType type, Severity severity, Map<String, String> labels) {
        return route.when().matches(type, severity, labels);
    }

    /** Whether a condition that it has got is due once more. */
    boolean isDueAgain(ConditionNotices.Told told, Severity severity, long nowNanos) {
        return severity.compareTo(told.severity()) > 0 || nowNanos - told.nanos() >= remindNanos;
    }
}
