package io.nightjar.preset;

import org.jspecify.annotations.Nullable;

/** When a call ends. */
public enum Completion {
    /** By what is returned: a future or a publisher is followed, anything else ends the call. */
    AUTO("auto"),
    RETURN("return"),
    FUTURE("future"),
    PUBLISHER("publisher"),
    CALLBACK("callback"),
    ITERATOR("iterator");

    private final String key;

    Completion(String key) {
        this.key = key;
    }

    /** The completion of that name in a configuration, null where there is none. */
    public static @Nullable Completion of(String key) {
        for (Completion completion : values()) {
            if (completion.key.equals(key)) {
                return completion;
            }
        }
        return null;
    }
}
