package io.nightjar.record;

/** Which place of an array holds which of an operation's totals, for readers that make no garbage. */
public final class Totals {
    /** Completed calls, failed ones included. */
    public static final int CALLS = 0;
    /** Failed calls. */
    public static final int ERRORS = 1;
    /** Calls that run now; all others only grow. */
    public static final int IN_FLIGHT = 2;
    /** Streams of which the time to the first chunk is known. */
    public static final int FIRST_CHUNKS = 3;
    /** The sum of these times. */
    public static final int FIRST_CHUNK_NANOS = 4;
    /** Chunks that streams delivered. */
    public static final int CHUNKS = 5;
    /** The sum of the times between them. */
    public static final int GAP_NANOS = 6;
    /** Tokens read, as far as calls reported them. */
    public static final int INPUT_TOKENS = 7;
    /** Tokens written, as far as calls reported them. */
    public static final int OUTPUT_TOKENS = 8;
    /** The sum of {@link Logs} of the durations, in nanoseconds, of succeeded calls. */
    public static final int DURATION_LOGS = 9;
    /** The sum of {@link Logs} of the times to the first chunk, in nanoseconds. */
    public static final int FIRST_CHUNK_LOGS = 10;
    /** Calls that reported how many tokens they wrote. */
    public static final int TOKEN_CALLS = 11;
    /** The sum of {@link Logs} of how many they wrote. */
    public static final int TOKEN_LOGS = 12;
    /** How many there are. */
    public static final int COUNT = 13;

    private Totals() {}
}
