package io.nightjar.detect;

/** A kind of memory that is judged on its own. */
public enum MemoryKind {
    GPU("gpu"),
    CONTAINER("container"),
    HOST("host"),
    HEAP("heap"),
    DIRECT("direct"),
    /** What the library's callers give as plain memory. */
    SYSTEM("system");

    private final String jsonName;

    MemoryKind(String jsonName) {
        this.jsonName = jsonName;
    }

    /** The value of {@code memory_type}. */
    public String jsonName() {
        return jsonName;
    }
}
