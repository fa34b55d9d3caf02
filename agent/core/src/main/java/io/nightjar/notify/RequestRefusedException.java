package io.nightjar.notify;

/** What somebody asked of the policy cannot be done; the message says why, for a person. */
public final class RequestRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, for a program. */
    public enum Reason {
        /** It cannot be done as it was asked. */
        INVALID,
        /** More than one thing is meant. */
        AMBIGUOUS,
        /** There is no such thing. */
        UNKNOWN,
        /** There is or was such a thing, but not in a state in which this can be done. */
        CONFLICT,
        /** It was done, and will not survive the process. */
        NOT_KEPT
    }

    private final Reason reason;

    public RequestRefusedException(String message) {
        this(Reason.INVALID, message);
    }

    public RequestRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
