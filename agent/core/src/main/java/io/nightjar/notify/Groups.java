package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Fingerprints;
import io.nightjar.time.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of one destination. Confined to the policy's owner's lock. */
final class Groups {
    private static final String ALERT_TYPE = "alert_type";
    private static final String SEVERITY = "severity";

    private final String destination;
    private final Grouping grouping;
    private final long delayNanos;
    private final long intervalNanos;
    private final Map<Map<String, String>, Group> byLabels = new LinkedHashMap<>();
    private final Map<String, Group> byMember = new LinkedHashMap<>();

    Groups(String destination, Grouping grouping) {
        this.destination = destination;
        this.grouping = grouping;
        delayNanos = Durations.saturatedNanos(grouping.delay());
        intervalNanos = Durations.saturatedNanos(grouping.interval());
    }

    /**
     * A condition fires: it is in its group from now on.
     *
     * @param inHistory whether the history holds the alert
     * @param moved makes the end of the alert by which the condition stood in another group until now
     */
    void join(ConditionNotices notices, Alert alert, boolean inHistory, long nowNanos, End moved) {
        Group group = group(alert, nowNanos);
        Group before = byMember.put(alert.fingerprint(), group);
        if (before != null && before != group) {
            leave(before, alert.fingerprint(), moved);
        }
        GroupMember known = group.members.get(alert.fingerprint());
        if (known == null) {
            group.members.put(alert.fingerprint(), new GroupMember(notices, alert, inHistory));
            group.changed = true;
            group.acknowledged = false;
        } else {
            known.changed |= !known.firing() || known.alert.severity() != alert.severity();
            group.changed |= known.changed;
            known.alert = alert;
            known.inHistory = inHistory;
            known.notices = notices;
            if (known.sent) {
                notices.told.putIfAbsent(destination, new ConditionNotices.Told(nowNanos, alert.severity()));
            }
        }
    }

    /** Makes the end of a firing alert. */
    interface End {
        Alert of(Alert firing);
    }

    /** Takes a condition whose group had told of it before this process, or before the settings changed. */
    void restore(ConditionNotices notices, Alert alert, long nowNanos) {
        Group group = group(alert, nowNanos);
        GroupMember member = new GroupMember(notices, alert, true);
        member.sent = true;
        member.changed = false;
        group.members.put(alert.fingerprint(), member);
        byMember.put(alert.fingerprint(), group);
        group.sent = true;
        group.lastSentNanos = nowNanos;
    }

    /** Takes the end of a condition that no notification has told of yet. */
    void restoreEnd(Alert end, long nowNanos) {
        Group group = group(end, nowNanos);
        GroupMember member = new GroupMember(new ConditionNotices(), end, true);
        member.sent = true;
        group.members.putIfAbsent(end.fingerprint(), member);
        if (!group.sent) {
            group.sent = true;
            group.lastSentNanos = nowNanos;
        }
        group.changed = true;
    }

    /** Those of which a notification has told. */
    List<Group> begun() {
        List<Group> begun = new ArrayList<>();
        for (Group group : byLabels.values()) {
            if (group.sent) {
                begun.add(group);
            }
        }
        return begun;
    }

    /** The ends that no notification has told of yet. */
    List<Alert> unsentEnds() {
        List<Alert> ends = new ArrayList<>(0);
        for (Group group : byLabels.values()) {
            for (GroupMember member : group.members.values()) {
                if (!member.firing()) {
                    ends.add(member.alert);
                }
            }
        }
        return ends;
    }

    private Group group(Alert alert, long nowNanos) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String name : grouping.by()) {
            labels.put(name, value(alert, name));
        }
        Group known = byLabels.get(labels);
        if (known == null) {
            known = new Group(labels, Fingerprints.ofGroup(destination, labels), nowNanos);
            byLabels.put(labels, known);
        }
        return known;
    }

    private static String value(Alert alert, String name) {
        return switch (name) {
            case ALERT_TYPE -> alert.type().jsonName();
            case SEVERITY -> alert.severity().jsonName();
            default -> alert.labels().getOrDefault(name, "");
        };
    }

    /** A condition is over; true where the group's next notification tells of it. */
    boolean ended(String fingerprint, End end) {
        Group group = byMember.remove(fingerprint);
        return group != null && leave(group, fingerprint, end);
    }

    private boolean leave(Group group, String fingerprint, End end) {
        GroupMember member = group.members.get(fingerprint);
        if (member == null) {
            return false;
        }
        if (!member.sent) {
            group.members.remove(fingerprint);
            if (group.members.isEmpty()) {
                byLabels.remove(group.labels);
            }
            return false;
        }
        member.alert = end.of(member.alert);
        member.changed = true;
        group.changed = true;
        return true;
    }

    /** Takes over the groups of the same destination as it was, where they are the same; false where they are others. */
    boolean takeOver(Groups before) {
        if (!before.grouping.by().equals(grouping.by())) {
            return false;
        }
        byLabels.putAll(before.byLabels);
        byMember.putAll(before.byMember);
        return true;
    }

    /** Ends all groups; who waits in one is in none any more. */
    void endAll(End end) {
        for (String fingerprint : new ArrayList<>(byMember.keySet())) {
            ended(fingerprint, end);
        }
    }

    /** The group in which a condition stands; null where it stands in none. */
    @Nullable
    Group of(String fingerprint) {
        return byMember.get(fingerprint);
    }

    /** Those whose next notification is due. */
    List<Group> due(long nowNanos, long remindNanos, SilencesNow silences) {
        List<Group> due = new ArrayList<>(0);
        for (Group group : byLabels.values()) {
            if (group.isDue(nowNanos, delayNanos, intervalNanos, remindNanos, silences)) {
                due.add(group);
            }
        }
        return due;
    }

    /** All that hold what no notification has told of. */
    List<Group> unsent() {
        List<Group> unsent = new ArrayList<>();
        for (Group group : byLabels.values()) {
            if (group.changed) {
                unsent.add(group);
            }
        }
        return unsent;
    }

    /** Its notification was sent: what is over is forgotten, and what a silence held back waits. */
    void sent(Group group, long nowNanos, SilencesNow silences) {
        group.members.values().removeIf(member -> !member.firing());
        group.changed = false;
        for (GroupMember member : group.members.values()) {
            if (member.isNew() && silences.hold(member)) {
                group.changed = true;
            } else {
                member.sent = true;
                member.changed = false;
            }
        }
        group.sent = true;
        group.lastSentNanos = nowNanos;
        if (group.members.isEmpty()) {
            byLabels.remove(group.labels);
        }
    }
}
