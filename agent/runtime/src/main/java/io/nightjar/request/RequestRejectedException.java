package io.nightjar.request;

import org.jspecify.annotations.Nullable;

/** A request that is not carried out, because of what it is or where it lies; the message says why, for a person. */
final class RequestRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** One for each kind of rejection, so that the log says each once. */
    enum Reason {
        PLACE,
        LINK,
        OWNER,
        MODE,
        SIZE,
        AGE,
        CONTENT,
        REPEATED
    }

    private final Reason reason;
    private final @Nullable String id;

    RequestRejectedException(Reason reason, String message) {
        this(reason, null, message);
    }

    /** @param id of the request, where it is known */
    RequestRejectedException(Reason reason, @Nullable String id, String message) {
        super(message);
        this.reason = reason;
        this.id = id;
    }

    Reason reason() {
        return reason;
    }

    @Nullable
    String id() {
        return id;
    }
}
