package io.nightjar.cli;

import org.jspecify.annotations.Nullable;

/** Why a command could not do its work; the message is for the person who typed it. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String reason;

    CommandFailure(String message) {
        this(message, null);
    }

    /** @param reason why an agent refused, in its own word; null where it did not */
    CommandFailure(String message, @Nullable String reason) {
        super(message);
        this.reason = reason;
    }

    @Nullable
    String reason() {
        return reason;
    }
}
