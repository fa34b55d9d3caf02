package io.nightjar.notify;

/** What somebody asked of the policy cannot be done; the message says why, for a person. */
public final class RequestRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RequestRefusedException(String message) {
        super(message);
    }
}
