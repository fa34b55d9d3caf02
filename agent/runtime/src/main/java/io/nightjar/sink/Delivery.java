package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;

/**
 * One alert on its way to one destination. Immutable.
 *
 * @param adopted left behind by an earlier process and found in the spool
 */
record Delivery(Alert alert, Kind kind, boolean adopted) {
    /** Which of the detector's two voices it came from. */
    enum Kind {
        /** Let through by the rate limit: for people. */
        NOTIFICATION,
        /** The state of a condition, unlimited: for receivers that group and limit themselves. */
        CONDITION
    }

    static Delivery notification(Alert alert) {
        return new Delivery(alert, Kind.NOTIFICATION, false);
    }

    static Delivery condition(Alert alert) {
        return new Delivery(alert, Kind.CONDITION, false);
    }

    boolean firing() {
        return alert.status() == AlertStatus.FIRING;
    }
}
