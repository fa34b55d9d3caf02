package io.nightjar.alert;

/** What a notice is for. */
public enum NoticeKind {
    /** For people: what the rate limit let through, and the ends of it. */
    NOTIFICATION,
    /** The state of a condition, unlimited: for receivers that group and limit themselves. */
    CONDITION,
    /** Somebody has acknowledged the condition: for receivers that keep acknowledgements. */
    ACKNOWLEDGEMENT,
    /** A silence holds it back from everybody but the log, which notes it at the level debug. */
    SILENCED
}
