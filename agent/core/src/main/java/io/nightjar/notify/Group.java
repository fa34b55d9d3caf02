package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions that are one notification at one destination. Confined to the policy's owner's lock. */
final class Group {
    final Map<String, String> labels;
    final String fingerprint;
    final Map<String, GroupMember> members = new LinkedHashMap<>();
    private final long beganNanos;
    /** Whether it holds what no notification has told of. */
    boolean changed;

    boolean sent;
    long lastSentNanos;
    /** Whether an acknowledgement of all its firing members was sent. */
    boolean acknowledged;

    Group(Map<String, String> labels, String fingerprint, long beganNanos) {
        this.labels = labels;
        this.fingerprint = fingerprint;
        this.beganNanos = beganNanos;
    }

    /**
     * Whether a notification is due.
     *
     * @param remindNanos after what time one that says nothing new is sent; 0: never
     */
    boolean isDue(long nowNanos, long delayNanos, long intervalNanos, long remindNanos, SilencesNow silences) {
        if (!sent) {
            return nowNanos - beganNanos >= delayNanos && hasNews(silences);
        }
        long sinceNanos = nowNanos - lastSentNanos;
        return sinceNanos >= intervalNanos
                && (changed && hasNews(silences)
                        || remindNanos > 0 && sinceNanos >= remindNanos && isReminded(silences));
    }

    private boolean hasNews(SilencesNow silences) {
        for (GroupMember member : members.values()) {
            if (member.changed && (!member.firing() || !silences.hold(member))) {
                return true;
            }
        }
        return false;
    }

    private boolean isReminded(SilencesNow silences) {
        for (GroupMember member : members.values()) {
            if (member.sent && member.isReminded() && !silences.hold(member)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasUnacknowledged() {
        for (GroupMember member : members.values()) {
            if (member.firing() && member.notices.acknowledged.get() == null) {
                return true;
            }
        }
        return false;
    }

    /** Whether all that fire are acknowledged. */
    boolean isAcknowledged() {
        return hasFiring() && !hasUnacknowledged();
    }

    /** One of those by which it is acknowledged; null where nobody has acknowledged a member. */
    @Nullable
    Acknowledgement acknowledgement() {
        Acknowledgement given = null;
        for (GroupMember member : members.values()) {
            given = given == null && member.firing() ? member.notices.acknowledged.get() : given;
        }
        return given;
    }

    boolean hasFiring() {
        for (GroupMember member : members.values()) {
            if (member.firing()) {
                return true;
            }
        }
        return false;
    }

    /**
     * As it is now, those that are over since the last notification included where ends are sent, and those left out that a
     * silence keeps from being told of.
     */
    AlertGroup toAlerts(boolean withEnds, SilencesNow silences) {
        List<Alert> alerts = new ArrayList<>(members.size());
        for (GroupMember member : members.values()) {
            if (member.firing() ? member.sent || !silences.hold(member) : withEnds) {
                alerts.add(member.alert);
            }
        }
        return new AlertGroup(labels, alerts);
    }
}
