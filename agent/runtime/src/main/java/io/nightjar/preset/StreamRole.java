package io.nightjar.preset;

import org.jspecify.annotations.Nullable;

/** What a method of a stream's own type reports about the stream. */
public enum StreamRole {
    /** A chunk is passed in. */
    CHUNK("chunk"),
    /** The stream came to its end; the argument is its result. */
    COMPLETE("complete"),
    /** The stream failed; the argument is what was thrown. */
    ERROR("error"),
    /** The reader has finished: cancelled where the end was not reached. */
    CLOSE("close"),
    /** Returns a chunk. */
    NEXT("next"),
    /** Returns whether there are more chunks; false is the end. */
    MORE("more"),
    /** Returns a {@code java.util.stream.Stream} or an {@code Iterator} of the chunks. */
    CHUNKS("chunks"),
    /** Takes a handler that receives chunks. */
    HANDLER("handler"),
    /** Makes, in a constructor, an object that wraps a handler and receives the chunks first. */
    WRAPS("wraps"),
    /** Makes an object whose model name is remembered: not of a stream, and not for {@code follow}. */
    KEEP("");

    private final String key;

    StreamRole(String key) {
        this.key = key;
    }

    /** What goes unseen where no such method is known, in words. */
    public String reported() {
        return switch (this) {
            case CHUNK, NEXT, CHUNKS, HANDLER, WRAPS -> "the chunks of its streams";
            case COMPLETE, ERROR, CLOSE, MORE -> "the ends of its streams";
            case KEEP -> "the names of its models";
        };
    }

    /** Whether what the method returns, or that it throws, reports something about the stream. */
    public boolean reads() {
        return this == NEXT || this == MORE || this == CHUNKS;
    }

    /** Whether chunks are seen by such methods, of a handler or of what is returned. */
    public boolean isOfChunks() {
        return this == CHUNK || this == NEXT || this == CHUNKS || this == HANDLER;
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
