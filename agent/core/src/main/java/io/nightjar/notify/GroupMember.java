package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;

/** One condition in a group. Confined to the policy's owner's lock. */
final class GroupMember {
    /** What is remembered of the condition: of the latest, where it has begun again. */
    ConditionNotices notices;

    /** Its latest state: the end where it is over. */
    Alert alert;
    /** Whether the history holds that alert. */
    boolean inHistory;
    /** Whether a notification of the group has told of it. */
    boolean sent;

    GroupMember(ConditionNotices notices, Alert alert, boolean inHistory) {
        this.notices = notices;
        this.alert = alert;
        this.inHistory = inHistory;
    }

    boolean firing() {
        return alert.status() == AlertStatus.FIRING;
    }
}
