package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.notify.ConditionNotices.Told;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations get what the policy lets through, and what they have got: matchers, times, groups. Confined to the
 * policy's owner's lock, but for the history, which any thread may read.
 */
final class Outbox {
    private final Alerts alerts;
    private final GroupNotices groupNotices;
    private final RouteChanges changes;
    private final InstantSource wallClock;
    private final AlertListener listener;
    private List<RoutedDestination> destinations;
    private volatile AlertHistory history;

    Outbox(
            NotificationSettings settings,
            Alerts alerts,
            Silences silences,
            InstantSource wallClock,
            AlertListener listener) {
        this.alerts = alerts;
        this.wallClock = wallClock;
        this.listener = listener;
        destinations = routed(settings.routes(), List.of());
        groupNotices = new GroupNotices(this, alerts, silences, wallClock, listener);
        changes = new RouteChanges(this, groupNotices, alerts, silences, wallClock, listener);
        history = new AlertHistory(settings.historySize());
    }

    private static List<RoutedDestination> routed(List<Route> routes, List<RoutedDestination> known) {
        List<RoutedDestination> routed = new ArrayList<>(routes.size());
        for (Route route : routes) {
            RoutedDestination same = null;
            for (RoutedDestination destination : known) {
                same = destination.route.equals(route) ? destination : same;
            }
            routed.add(same == null ? new RoutedDestination(route) : same);
        }
        return routed;
    }

    /**
     * Follows other routes: what is known of those that stay as they are stays.
     *
     * @param over that are over and flapping, whose end is yet to be sent
     */
    void replace(
            NotificationSettings settings,
            Iterable<? extends NotifiableCondition> conditions,
            List<FlappingCondition> over,
            long nowNanos) {
        if (settings.historySize() != history.size()) {
            history = history.resized(settings.historySize());
        }
        List<RoutedDestination> before = destinations;
        List<RoutedDestination> after = routed(settings.routes(), before);
        destinations = after;
        for (RoutedDestination destination : before) {
            RoutedDestination successor = find(destination.name());
            if (successor != null && successor != destination) {
                changes.succeed(destination, successor, conditions, over, nowNanos);
            }
        }
        for (NotifiableCondition condition : conditions) {
            if (condition.fires()) {
                ConditionNotices notices = condition.notices();
                notices.told.keySet().removeIf(name -> find(name) == null);
                if (notices.lastState != null) {
                    state(condition, notices.lastState, nowNanos, notices.heldBy != null);
                }
            }
        }
    }

    @Nullable
    RoutedDestination find(String name) {
        for (RoutedDestination destination : destinations) {
            if (destination.name().equals(name)) {
                return destination;
            }
        }
        return null;
    }

    List<RoutedDestination> destinations() {
        return destinations;
    }

    GroupNotices groups() {
        return groupNotices;
    }

    AlertHistory history() {
        return history;
    }

    /** Whether any destination has a time of its own after which it gets what lasts. */
    boolean reminds() {
        for (RoutedDestination destination : destinations) {
            if (destination.remindNanos > 0 && destination.groups == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Those without groups that get a firing notification now.
     *
     * @param onlyOwnTimes only those that have a time of their own after which they are reminded, because the limit has none
     */
    Set<String> recipients(NotifiableCondition condition, Severity severity, long nowNanos, boolean onlyOwnTimes) {
        Set<String> recipients = new LinkedHashSet<>();
        for (int i = 0; i < destinations.size(); i++) {
            RoutedDestination destination = destinations.get(i);
            if (destination.groups == null
                    && destination.takes(NoticeKind.NOTIFICATION)
                    && (!onlyOwnTimes || destination.remindNanos > 0)
                    && destination.matches(condition.breach().type(), severity, condition.labels())) {
                Told told = condition.notices().told.get(destination.name());
                boolean due =
                        told == null ? destination.afterNanos == 0 : destination.isDueAgain(told, severity, nowNanos);
                if (due) {
                    recipients.add(destination.name());
                }
            }
        }
        return recipients;
    }

    /** Sends a firing notification; whoever gets it has been told. */
    void notify(ConditionNotices notices, Alert alert, Set<String> recipients, long nowNanos) {
        Told told = new Told(nowNanos, alert.severity());
        for (String recipient : recipients) {
            notices.told.put(recipient, told);
        }
        if (!recipients.isEmpty()) {
            listener.onNotice(Notice.of(alert, NoticeKind.NOTIFICATION, recipients));
        }
    }

    /** Whether the alert waits in a group of some destination, if it is let through. */
    boolean waitsInGroup(ConditionNotices notices, Alert alert) {
        for (int i = 0; i < destinations.size(); i++) {
            if (joins(destinations.get(i), notices, alert)) {
                return true;
            }
        }
        return false;
    }

    private static boolean joins(RoutedDestination destination, ConditionNotices notices, Alert alert) {
        return destination.groups != null
                && (destination.afterNanos == 0 || destination.groups.of(alert.fingerprint()) != null)
                && destination.matches(alert);
    }

    /** Puts a firing alert into the groups of those destinations that group. */
    void join(ConditionNotices notices, Alert alert, boolean inHistory, long nowNanos) {
        for (int i = 0; i < destinations.size(); i++) {
            RoutedDestination destination = destinations.get(i);
            if (joins(destination, notices, alert)) {
                destination.groups.join(notices, alert, inHistory, nowNanos, this::unmatched);
            } else if (destination.groups != null
                    && !destination.matches(alert)
                    && destination.groups.ended(alert.fingerprint(), this::unmatched)) {
                notices.told.remove(destination.name());
            }
        }
    }

    private Alert unmatched(Alert firing) {
        Instant now = wallClock.instant();
        return alerts.resolved(firing, now, now, "unmatched");
    }

    /**
     * The state of a condition is another now, for those that keep states. One that is not to know it any more gets its end.
     *
     * @param held whether only those get it that know the condition already
     */
    void state(NotifiableCondition condition, Alert state, long nowNanos, boolean held) {
        ConditionNotices notices = condition.notices();
        Set<String> informed = new LinkedHashSet<>(4);
        Set<String> unmatched = Set.of();
        for (int i = 0; i < destinations.size(); i++) {
            RoutedDestination destination = destinations.get(i);
            if (destination.takes(NoticeKind.CONDITION)) {
                boolean told = notices.wasTold(destination.name());
                if (destination.matches(state)) {
                    if (told || destination.afterNanos == 0 && !held) {
                        informed.add(destination.name());
                    }
                } else if (told) {
                    unmatched = unmatched.isEmpty() ? new LinkedHashSet<>() : unmatched;
                    unmatched.add(destination.name());
                }
            }
        }
        inform(notices, state, informed, nowNanos);
        if (!unmatched.isEmpty()) {
            notices.told.keySet().removeAll(unmatched);
            listener.onNotice(Notice.of(unmatched(state), NoticeKind.CONDITION, unmatched));
        }
    }

    /** Gives the state to these. */
    void inform(ConditionNotices notices, Alert state, Set<String> informed, long nowNanos) {
        if (!informed.isEmpty()) {
            for (String name : informed) {
                notices.told.put(name, new Told(nowNanos, state.severity()));
            }
            listener.onNotice(Notice.of(state, NoticeKind.CONDITION, informed));
        }
    }

    /** What a silence holds back, for the log. */
    void silenced(NotifiableCondition condition, Alert alert) {
        RoutedDestination log = find(Route.LOG);
        if (log != null && log.matches(alert)) {
            listener.onNotice(Notice.of(alert, NoticeKind.SILENCED, Set.of(Route.LOG)));
        }
    }

    /** A condition is over: whoever has got it gets the end. */
    void ended(ConditionNotices notices, Alert resolved) {
        Set<String> notified = new LinkedHashSet<>();
        Set<String> informed = new LinkedHashSet<>();
        for (RoutedDestination destination : destinations) {
            if (destination.groups != null) {
                destination.groups.ended(resolved.fingerprint(), firing -> resolved);
            } else if (destination.route.resolved() && notices.wasTold(destination.name())) {
                (destination.takes(NoticeKind.CONDITION) ? informed : notified).add(destination.name());
            }
        }
        notices.told.clear();
        if (!notified.isEmpty()) {
            listener.onNotice(Notice.of(resolved, NoticeKind.NOTIFICATION, notified));
        }
        if (!informed.isEmpty()) {
            listener.onNotice(Notice.of(resolved, NoticeKind.CONDITION, informed));
        }
    }

    /** Somebody has acknowledged a condition: those that were sent it as an incident learn of it. */
    void acknowledged(NotifiableCondition condition, Alert alert) {
        ConditionNotices notices = condition.notices();
        Set<String> recipients = new LinkedHashSet<>();
        for (RoutedDestination destination : destinations) {
            Group group = destination.groups == null ? null : destination.groups.of(condition.fingerprint());
            if (group != null && group.sent && !group.acknowledged && group.isAcknowledged()) {
                groupNotices.acknowledged(destination, group, notices.acknowledged.get());
            } else if (destination.groups == null
                    && destination.takes(NoticeKind.NOTIFICATION)
                    && notices.wasTold(destination.name())) {
                recipients.add(destination.name());
            }
        }
        if (!recipients.isEmpty()) {
            listener.onNotice(Notice.of(alert, NoticeKind.ACKNOWLEDGEMENT, recipients));
        }
    }

    /** Nobody looks after a condition any more: the next acknowledgement of its groups is another. */
    void unacknowledged(String fingerprint) {
        for (RoutedDestination destination : destinations) {
            Group group = destination.groups == null ? null : destination.groups.of(fingerprint);
            if (group != null) {
                group.acknowledged = false;
            }
        }
    }
}
