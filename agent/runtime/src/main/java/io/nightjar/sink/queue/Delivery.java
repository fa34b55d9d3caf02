package io.nightjar.sink.queue;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import org.jspecify.annotations.Nullable;

/**
 * One alert on its way to one destination. Immutable.
 *
 * @param alert of a group: its summary
 * @param group null where the alert stands for itself
 * @param adopted left by an earlier process and found in the spool
 * @param tries how often earlier processes had it refused by this destination
 * @param ageNanos how old it was when this process got it
 */
public record Delivery(
        Alert alert, @Nullable AlertGroup group, NoticeKind kind, boolean adopted, int tries, long ageNanos) {
    public Delivery(Alert alert, NoticeKind kind, boolean adopted) {
        this(alert, null, kind, adopted, 0, 0);
    }

    /** What a notice holds. */
    public static Delivery of(Notice notice) {
        return new Delivery(notice.alert(), notice.group(), notice.kind(), false, 0, 0);
    }

    public static Delivery notification(Alert alert) {
        return new Delivery(alert, NoticeKind.NOTIFICATION, false);
    }

    public static Delivery condition(Alert alert) {
        return new Delivery(alert, NoticeKind.CONDITION, false);
    }

    /** As an earlier process left it to a destination. */
    public Delivery leftBy(int earlierTries, long earlierNanos) {
        return new Delivery(alert, group, kind, true, earlierTries, earlierNanos);
    }

    public boolean firing() {
        return alert.status() == AlertStatus.FIRING;
    }

    /** Whether it says that somebody looks after the condition, which neither begins nor ends it. */
    public boolean isAcknowledgement() {
        return kind == NoticeKind.ACKNOWLEDGEMENT;
    }

    /** Whether its receiver knows of the condition by it. */
    public boolean begins() {
        return firing() && !isAcknowledgement();
    }

    /** Whether the condition is over for its receiver with it. */
    public boolean ends() {
        return !firing() && !isAcknowledgement();
    }
}
