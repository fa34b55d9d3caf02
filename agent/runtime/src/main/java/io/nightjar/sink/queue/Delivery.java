package io.nightjar.sink.queue;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;

/**
 * One alert on its way to one destination. Immutable.
 *
 * @param adopted left by an earlier process and found in the spool
 * @param tries how often earlier processes had it refused by this destination
 * @param ageNanos how old it was when this process got it
 */
public record Delivery(Alert alert, Kind kind, boolean adopted, int tries, long ageNanos) {
    public Delivery(Alert alert, Kind kind, boolean adopted) {
        this(alert, kind, adopted, 0, 0);
    }

    /** Which of the detector's two kinds of output it is. */
    public enum Kind {
        /** Let through by the rate limit: for people. */
        NOTIFICATION,
        /** The state of a condition, unlimited: for receivers that group and limit themselves. */
        CONDITION
    }

    public static Delivery notification(Alert alert) {
        return new Delivery(alert, Kind.NOTIFICATION, false);
    }

    public static Delivery condition(Alert alert) {
        return new Delivery(alert, Kind.CONDITION, false);
    }

    /** As an earlier process left it to a destination. */
    public Delivery leftBy(int earlierTries, long earlierNanos) {
        return new Delivery(alert, kind, true, earlierTries, earlierNanos);
    }

    public boolean firing() {
        return alert.status() == AlertStatus.FIRING;
    }
}
