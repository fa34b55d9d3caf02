package io.nightjar.console.history;

/** What is kept of an operation. */
enum Figure {
    /** Completed calls a second. */
    RATE,
    /** Milliseconds, as the next two. */
    P50,
    P95,
    P99,
    /** Failed calls a second. */
    FAILURES,
    /** The most that ran at the end of a second. */
    IN_FLIGHT,
    /** Mean milliseconds from a stream's start to its first chunk. */
    FIRST_CHUNK,
    /** Mean milliseconds from one chunk to the next. */
    CHUNK_GAP,
    /** A second, as the next one. */
    TOKENS_IN,
    TOKENS_OUT;

    static final int COUNT = values().length;
}
