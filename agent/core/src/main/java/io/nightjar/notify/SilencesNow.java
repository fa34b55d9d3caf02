package io.nightjar.notify;

import io.nightjar.alert.Alert;
import java.time.Instant;

/** The silences as they count at one time. Confined to the policy's owner's lock. */
record SilencesNow(Silences silences, Instant now) {
    /** Whether one holds back the alert of a group's member. */
    boolean hold(GroupMember member) {
        return !silences.isEmpty() && hold(member.notices, member.alert);
    }

    /** Whether one holds back an alert. */
    boolean hold(ConditionNotices notices, Alert alert) {
        return notices.silences.holding(silences, alert.type(), alert.severity(), alert.labels(), now) != null;
    }
}
