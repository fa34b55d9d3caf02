package io.nightjar.replay;

import org.jspecify.annotations.Nullable;

/** What the values of a single series are. */
public enum Signal {
    LATENCY("latency"),
    ERRORS("errors"),
    THROUGHPUT("throughput"),
    FIRST_CHUNK("first-chunk"),
    TOKENS("tokens"),
    MEMORY("memory");

    private final String text;

    Signal(String text) {
        this.text = text;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** The signal that is written so; null where there is none. */
    public static @Nullable Signal find(String text) {
        for (Signal signal : values()) {
            if (signal.text.equals(text)) {
                return signal;
            }
        }
        return null;
    }
}
