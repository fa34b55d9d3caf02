package io.nightjar.replay;

import java.io.IOException;

/** A file is no call log, or cannot be read as one; the message says why to a person. */
public final class CallLogException extends IOException {
    private static final long serialVersionUID = 1;

    CallLogException(String message) {
        super(message);
    }
}
