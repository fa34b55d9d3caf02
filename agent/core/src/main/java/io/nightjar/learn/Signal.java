package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** What is learned: of each operation, and of each kind of memory. */
public enum Signal {
    /** How long succeeded calls take. */
    LATENCY("latency", "ms"),
    /** The share of calls that fail. */
    ERRORS("errors", "ratio"),
    /** Completed calls a second. */
    THROUGHPUT("throughput", "per_second"),
    /** That no call completes any more. */
    SILENCE("silence", "per_second"),
    /** How long streams take to their first chunk. */
    FIRST_CHUNK("first_chunk", "ms"),
    /** Tokens that a call writes. */
    TOKENS("tokens", "tokens"),
    /** The used share of a memory. */
    MEMORY("memory", "percent");

    private final String jsonName;
    private final String unit;

    Signal(String jsonName, String unit) {
        this.jsonName = jsonName;
        this.unit = unit;
    }

    /** The name in JSON, for example {@code first_chunk}. */
    public String jsonName() {
        return jsonName;
    }

    /** The name in a configuration, for example {@code first-chunk}. */
    public String keyName() {
        return jsonName.replace('_', '-');
    }

    /** The unit of its values, as alerts say it. */
    public String unit() {
        return unit;
    }

    /** The signal of a {@link #keyName()}; null where there is none. */
    public static @Nullable Signal find(String keyName) {
        for (Signal signal : values()) {
            if (signal.keyName().equals(keyName)) {
                return signal;
            }
        }
        return null;
    }
}
