package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of what destinations know where their routes change. Confined to the policy's owner's lock. */
final class RouteChanges {
    private static final String SETTINGS = "settings";

    private final Outbox outbox;
    private final GroupNotices groupNotices;
    private final Alerts alerts;
    private final Silences silences;
    private final InstantSource wallClock;
    private final AlertListener listener;

    RouteChanges(
            Outbox outbox,
            GroupNotices groupNotices,
            Alerts alerts,
            Silences silences,
            InstantSource wallClock,
            AlertListener listener) {
        this.outbox = outbox;
        this.groupNotices = groupNotices;
        this.alerts = alerts;
        this.silences = silences;
        this.wallClock = wallClock;
        this.listener = listener;
    }

    /**
     * A destination is told in another way from now on. Where its incidents become others, because it groups otherwise, those
     * that it knows end, and what fires begins anew.
     */
    void succeed(
            RoutedDestination before,
            RoutedDestination after,
            Iterable<? extends NotifiableCondition> conditions,
            List<FlappingCondition> over,
            long nowNanos) {
        boolean same = before.groups == null
                ? after.groups == null
                : after.groups != null && after.groups.takeOver(before.groups);
        if (same) {
            return;
        }
        List<ConditionNotices> anew = new ArrayList<>();
        for (NotifiableCondition condition : conditions) {
            if (condition.fires() && end(before, condition.notices())) {
                anew.add(condition.notices());
            }
        }
        for (FlappingCondition one : over) {
            end(before, one.notices);
        }
        if (before.groups != null) {
            before.groups.endAll(this::changed);
            groupNotices.send(before, before.groups.unsent(), nowNanos);
        }
        for (ConditionNotices notices : anew) {
            beginAnew(after, notices, nowNanos);
        }
    }

    /** Ends what a destination knows of a condition outside groups; true where it knew, or was to know, of it. */
    private boolean end(RoutedDestination before, ConditionNotices notices) {
        Alert state = notices.lastState;
        boolean told = notices.told.remove(before.name()) != null;
        if (state == null || before.groups != null) {
            return state != null && (told || before.groups.of(state.fingerprint()) != null);
        }
        if (told && before.route.resolved()) {
            listener.onNotice(Notice.of(changed(state), before.route.takes(), Set.of(before.name())));
        }
        return told;
    }

    private void beginAnew(RoutedDestination after, ConditionNotices notices, long nowNanos) {
        Alert state = notices.lastState;
        if (after.afterNanos > 0 || !after.takes(NoticeKind.NOTIFICATION) || !after.matches(state)) {
            return;
        }
        if (after.groups != null) {
            after.groups.join(notices, state, true, nowNanos, this::changed);
        } else if (new SilencesNow(silences, wallClock.instant()).hold(notices, state)) {
            notices.waitsForSilence = true;
        } else {
            outbox.notify(notices, state, Set.of(after.name()), nowNanos);
            Acknowledgement given = notices.acknowledged.get();
            if (given != null) {
                Alert acknowledged = alerts.acknowledged(state, given, wallClock.instant());
                listener.onNotice(Notice.of(acknowledged, NoticeKind.ACKNOWLEDGEMENT, Set.of(after.name())));
            }
        }
    }

    private Alert changed(Alert firing) {
        Instant now = wallClock.instant();
        return alerts.resolved(firing, now, now, SETTINGS);
    }
}
