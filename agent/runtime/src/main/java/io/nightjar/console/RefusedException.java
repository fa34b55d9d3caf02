package io.nightjar.console;

import io.nightjar.notify.RequestRefusedException;

/** What was asked for is not done; the message says why, for a person. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param reason as the policy names it */
    public RefusedException(RequestRefusedException.Reason reason, String message) {
        this(
                switch (reason) {
                    case INVALID, AMBIGUOUS -> 400;
                    case UNKNOWN -> 404;
                    case CONFLICT -> 409;
                    case NOT_KEPT -> 500;
                },
                message);
    }

    private RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Where whoever would have to do it cannot be reached. */
    public static RefusedException unreachable(String message) {
        return new RefusedException(503, message);
    }

    Answer answer() {
        return Answer.problem(status, String.valueOf(getMessage()));
    }
}
