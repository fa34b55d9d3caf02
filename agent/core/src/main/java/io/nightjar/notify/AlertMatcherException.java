package io.nightjar.notify;

import java.io.Serial;

/** A matcher that cannot be read: what is wrong, and where. */
public final class AlertMatcherException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int position;

    AlertMatcherException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** The index, from 0, of the character at which the matcher goes wrong. */
    public int position() {
        return position;
    }
}
