package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.ConditionNotices.Told;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The notifications of groups: what is in them, and who has been told by them. Confined to the policy's owner's lock. */
final class GroupNotices {
    private final Outbox outbox;
    private final Alerts alerts;
    private final Silences silences;
    private final InstantSource wallClock;
    private final AlertListener listener;

    GroupNotices(Outbox outbox, Alerts alerts, Silences silences, InstantSource wallClock, AlertListener listener) {
        this.outbox = outbox;
        this.alerts = alerts;
        this.silences = silences;
        this.wallClock = wallClock;
        this.listener = listener;
    }

    /** Sends the groups' notifications that are due. */
    void sendDue(long nowNanos, long limitNanos) {
        for (int i = 0; i < outbox.destinations().size(); i++) {
            RoutedDestination destination = outbox.destinations().get(i);
            if (destination.groups != null) {
                long remindNanos = destination.remindNanos > 0 ? destination.remindNanos : limitNanos;
                SilencesNow silencesNow = new SilencesNow(silences, wallClock.instant());
                List<Group> due = destination.groups.due(nowNanos, remindNanos, silencesNow);
                send(destination, due, nowNanos);
                for (Group group : due) {
                    if (!group.acknowledged && group.isAcknowledged()) {
                        acknowledged(destination, group, group.acknowledgement());
                    }
                }
            }
        }
    }

    /** Sends all that waits in groups: nothing comes after it. */
    void sendAll(long nowNanos) {
        for (RoutedDestination destination : outbox.destinations()) {
            if (destination.groups != null) {
                send(destination, destination.groups.unsent(), nowNanos);
            }
        }
    }

    /** Sends these groups' notifications. */
    void send(RoutedDestination destination, List<Group> groups, long nowNanos) {
        Instant now = wallClock.instant();
        SilencesNow silencesNow = new SilencesNow(silences, now);
        Set<String> released = groups.isEmpty() ? Set.of() : outbox.history().released(firing(groups, silencesNow));
        for (Group group : groups) {
            AlertGroup members = group.toAlerts(destination.route.resolved(), silencesNow);
            if (!members.alerts().isEmpty()) {
                Alert summary = GroupSummary.of(members, group.fingerprint, alerts.id(now), now);
                for (GroupMember member : group.members.values()) {
                    if (isTold(member, silencesNow)) {
                        noteSent(destination, member, released, nowNanos);
                    }
                }
                listener.onNotice(new Notice(summary, members, NoticeKind.NOTIFICATION, Set.of(destination.name())));
            }
            destination.groups.sent(group, nowNanos, silencesNow);
        }
    }

    private static boolean isTold(GroupMember member, SilencesNow silencesNow) {
        return member.firing() && (member.sent || !silencesNow.hold(member));
    }

    /** The ids of what fires and is told. */
    private static Set<String> firing(List<Group> groups, SilencesNow silencesNow) {
        Set<String> firing = new LinkedHashSet<>();
        for (Group group : groups) {
            for (GroupMember member : group.members.values()) {
                if (isTold(member, silencesNow)) {
                    firing.add(member.alert.id());
                }
            }
        }
        return firing;
    }

    private void noteSent(RoutedDestination destination, GroupMember member, Set<String> released, long nowNanos) {
        member.notices.told.put(destination.name(), new Told(nowNanos, member.alert.severity()));
        if (!member.inHistory && !released.contains(member.alert.id())) {
            outbox.history().add(new AlertRecord(member.alert, List.of(), null, null));
            member.inHistory = true;
        }
    }

    /** All that fire in a group are acknowledged: its incident is. */
    void acknowledged(RoutedDestination destination, Group group, @Nullable Acknowledgement given) {
        if (given != null) {
            group.acknowledged = true;
            Instant now = wallClock.instant();
            AlertGroup members = group.toAlerts(true, new SilencesNow(silences, now));
            Alert summary = GroupSummary.of(members, group.fingerprint, alerts.id(now), now);
            listener.onNotice(Notice.of(
                    alerts.acknowledged(summary, given, now), NoticeKind.ACKNOWLEDGEMENT, Set.of(destination.name())));
        }
    }
}
