package io.nightjar.preset;

import org.jspecify.annotations.Nullable;

/** What a method of a stream's own type tells of the stream. */
public enum StreamRole {
    /** A chunk is handed in. */
    CHUNK("chunk"),
    /** The stream came to its end; the argument is its result. */
    COMPLETE("complete"),
    /** The stream failed; the argument is what was thrown. */
    ERROR("error"),
    /** The reader is done: cancelled where the end was not reached. */
    CLOSE("close"),
    /** Returns a chunk. */
    NEXT("next"),
    /** Returns whether there are more chunks; false is the end. */
    MORE("more"),
    /** Returns a {@code java.util.stream.Stream} of the chunks. */
    CHUNKS("chunks"),
    /** Takes a handler that chunks are handed to. */
    HANDLER("handler"),
    /** Makes, in a constructor, an object that stands before a handler from then on and is handed the chunks first. */
    WRAPS("wraps"),
    /** Makes an object whose name is to be known later: not of a stream, and not for {@code follow}. */
    KEEP("");

    private final String key;

    StreamRole(String key) {
        this.key = key;
    }

    /** What nobody is told of where no such method is known, in words. */
    public String told() {
        return switch (this) {
            case CHUNK, NEXT, CHUNKS, HANDLER, WRAPS -> "the chunks of its streams";
            case COMPLETE, ERROR, CLOSE, MORE -> "the ends of its streams";
            case KEEP -> "the names of its models";
        };
    }

    /** Whether what the method returns, or that it throws, tells of the stream. */
    public boolean reads() {
        return this == NEXT || this == MORE || this == CHUNKS;
    }

    /** The role of that name in a preset, null where there is none. */
    static @Nullable StreamRole of(String key) {
        for (StreamRole role : values()) {
            if (role != KEEP && role.key.equals(key)) {
                return role;
            }
        }
        return null;
    }
}
