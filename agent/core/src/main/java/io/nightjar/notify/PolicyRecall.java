package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a policy remembers for another process, and takes from an earlier one. Confined to the policy's owner's lock. */
final class PolicyRecall {
    private final Outbox outbox;
    private final Silences silences;
    private final FlappingConditions flapping;
    private final Alerts alerts;
    private final InstantSource wallClock;
    private final AlertListener listener;

    PolicyRecall(
            Outbox outbox,
            Silences silences,
            FlappingConditions flapping,
            Alerts alerts,
            InstantSource wallClock,
            AlertListener listener) {
        this.outbox = outbox;
        this.silences = silences;
        this.flapping = flapping;
        this.alerts = alerts;
        this.wallClock = wallClock;
        this.listener = listener;
    }

    /**
     * What is to survive the process.
     *
     * @param conditions all that there are
     */
    PolicyMemory remember(Collection<? extends NotifiableCondition> conditions, long nowNanos) {
        Instant now = wallClock.instant();
        List<OpenRecord> open = PolicyRecords.conditions(conditions, now, nowNanos);
        open.addAll(PolicyRecords.ends(waitingEnds(), now));
        return new PolicyMemory(
                open,
                silences.askedFor(now),
                PolicyRecords.beginnings(flapping.all(), now, nowNanos),
                outbox.history().newest(null, Integer.MAX_VALUE));
    }

    /** Takes what an earlier process remembered, but for its conditions. */
    void restore(PolicyMemory memory, long nowNanos) {
        Instant now = wallClock.instant();
        for (Silence silence : memory.silences()) {
            if (!silence.time().isOver(now)) {
                silences.restore(silence);
            }
        }
        for (Beginnings beginnings : memory.beginnings()) {
            if (!flapping.isOff()) {
                FlappingCondition one = PolicyRecords.flapping(beginnings, now, nowNanos);
                flapping.restore(one);
                if (one.over != null) {
                    restored(one.notices, one.over, nowNanos);
                }
            }
        }
        memory.history().forEach(outbox.history()::add);
        for (OpenRecord record : memory.conditions()) {
            if (record.isOver()) {
                record.sentTo().forEach(name -> restoreEnd(name, record.state(), nowNanos));
            }
        }
    }

    /**
     * What destinations have got, as this process would have sent it: they are to get its end, too.
     *
     * @param conditions all that there are
     */
    List<Notice> known(Collection<? extends NotifiableCondition> conditions) {
        List<Notice> known = new ArrayList<>();
        for (NotifiableCondition condition : conditions) {
            Alert state = condition.notices().lastState;
            if (condition.fires() && state != null) {
                addKnown(condition.notices(), state, known);
            }
        }
        for (FlappingCondition one : flapping.over()) {
            addKnown(one.notices, one.over, known);
        }
        addKnownGroups(known);
        return known;
    }

    /** What an earlier process remembered of a condition that goes on. */
    ConditionNotices restored(OpenRecord record, long nowNanos) {
        ConditionNotices notices = flapping.continued(record.state().fingerprint());
        PolicyRecords.restore(notices, record, wallClock.instant(), nowNanos);
        restored(notices, record.state(), nowNanos);
        return notices;
    }

    /** What the destinations know of a condition, its groups left out. */
    private void addKnown(ConditionNotices notices, Alert state, List<Notice> known) {
        for (NoticeKind kind : List.of(NoticeKind.NOTIFICATION, NoticeKind.CONDITION)) {
            Set<String> knowing = new LinkedHashSet<>();
            for (RoutedDestination destination : outbox.destinations()) {
                if (destination.takes(kind) && destination.groups == null && notices.wasTold(destination.name())) {
                    knowing.add(destination.name());
                }
            }
            if (!knowing.isEmpty()) {
                known.add(Notice.of(state, kind, knowing));
            }
        }
    }

    /** What the destinations know of groups. */
    private void addKnownGroups(List<Notice> known) {
        for (RoutedDestination destination : outbox.destinations()) {
            if (destination.groups != null) {
                for (Group group : destination.groups.begun()) {
                    Instant now = wallClock.instant();
                    AlertGroup members = group.toAlerts(true, new SilencesNow(silences, now));
                    Alert summary = GroupSummary.of(members, group.fingerprint, alerts.id(now), now);
                    known.add(new Notice(summary, members, NoticeKind.NOTIFICATION, Set.of(destination.name())));
                }
            }
        }
    }

    /** The ends that wait in groups, by destination. */
    private Map<String, List<Alert>> waitingEnds() {
        Map<String, List<Alert>> ends = new LinkedHashMap<>();
        for (RoutedDestination destination : outbox.destinations()) {
            if (destination.groups != null) {
                ends.put(destination.name(), destination.groups.unsentEnds());
            }
        }
        return ends;
    }

    /** An end waits in a group since an earlier process. */
    private void restoreEnd(String name, Alert end, long nowNanos) {
        RoutedDestination destination = outbox.find(name);
        if (destination != null && destination.groups != null) {
            destination.groups.restoreEnd(end, nowNanos);
        } else if (destination != null) {
            listener.onNotice(Notice.of(end, NoticeKind.NOTIFICATION, Set.of(name)));
        }
    }

    /** A condition goes on that an earlier process has told of. */
    private void restored(ConditionNotices notices, Alert state, long nowNanos) {
        notices.told.keySet().removeIf(name -> outbox.find(name) == null);
        for (RoutedDestination destination : outbox.destinations()) {
            if (destination.groups != null && notices.wasTold(destination.name())) {
                destination.groups.restore(notices, state, nowNanos);
            }
        }
    }
}
