package io.nightjar.alert;

/**
 * Receives alerts. Called on the detector's thread, one call at a time; returns at once (a destination queues), throws
 * nothing.
 */
public interface AlertListener {
    /** A notification that the rate limit let through, or the {@code resolved} that follows one. */
    void onNotification(Alert alert);

    /**
     * A condition began, changed severity or ended, whatever the rate limit holds back: for receivers that group and limit
     * themselves. The alert carries the state as it now is.
     */
    void onCondition(Alert alert);
}
