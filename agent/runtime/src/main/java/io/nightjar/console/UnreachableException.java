package io.nightjar.console;

/** The agent in another process cannot be asked now; the message says why, for a person. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }
}
