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
    /** Whether it is another than that notification said. */
    boolean changed = true;

    GroupMember(ConditionNotices notices, Alert alert, boolean inHistory) {
        this.notices = notices;
        this.alert = alert;
        this.inHistory = inHistory;
    }

    boolean firing() {
        return alert.status() == AlertStatus.FIRING;
    }

    /** Whether it fires and a notification of the group has yet to tell of it. */
    boolean isNew() {
        return firing() && !sent;
    }

    /** Whether the group is sent again because it lasts. */
    boolean isReminded() {
        FlappingCondition one = notices.flapping;
        return firing() && notices.acknowledged.get() == null && !(one != null && one.flapping && one.announced);
    }
}
