package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * The starts, chunks and ends of calls, as they are recorded. Thread-safe, lock-free; {@code started} and the plain
 * {@code ended} allocate nothing. Every {@code started} is followed by exactly one {@code ended} or {@code cancelled} with the same operation
 * and start, possibly on another thread. Times are {@code System.nanoTime()}.
 */
public interface CallEvents {
    /** The id of an operation, registered at its first mention; the id of {@code other} once the table is full. */
    int operation(OperationSpec spec);

    void started(int operationId, long startNanos);

    /**
     * Reads the clock and records the start of a call: what {@link #started} does, for those who need no other moment.
     *
     * @return the start, never 0
     */
    long start(int operationId);

    /** Reads the clock and records the end of a call: what the plain {@code ended} does. */
    void end(int operationId, long startNanos, @Nullable Throwable thrown);

    /** The call ended: failed when something was thrown that the user does not ignore. */
    void ended(int operationId, long startNanos, long endNanos, @Nullable Throwable thrown);

    /** As the plain {@code ended}, with what was read of the call. */
    void ended(int operationId, long startNanos, long endNanos, @Nullable Throwable thrown, CallDetails details);

    /**
     * Whether a call that ends so is slow or failed: only then is it worth reading why. Counts nothing.
     *
     * @param thrown null where nothing was
     */
    default boolean isSlowOrFailed(int operationId, long elapsedNanos, @Nullable Throwable thrown) {
        return false;
    }

    /** The caller cancelled: counted as cancelled, neither failed nor completed. */
    void cancelled(int operationId, long startNanos, long endNanos);

    /** As above, with what was read of the call. */
    default void cancelled(int operationId, long startNanos, long endNanos, CallDetails details) {
        cancelled(operationId, startNanos, endNanos);
    }

    /**
     * A stream delivered a chunk: moves the call from the start epoch of its last activity to now, so that "stuck" means
     * silent, and records the gap.
     *
     * @param lastActivityNanos the start, or the time of the chunk before
     */
    void chunk(int operationId, long lastActivityNanos, long nowNanos);

    /** As {@code ended}, for a stream: its in-flight entry stands under its last activity, not under its start. */
    void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable Throwable thrown,
            boolean cancelled,
            @Nullable CallDetails details);

    /**
     * As above, for a stream of which nothing else is recorded; allocates nothing but for slow calls.
     *
     * @param timeToFirstChunkNanos meaningless where no chunk came
     */
    default void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable Throwable thrown,
            boolean cancelled,
            long timeToFirstChunkNanos,
            long chunks) {
        streamEnded(
                operationId,
                startNanos,
                lastActivityNanos,
                endNanos,
                thrown,
                cancelled,
                CallDetails.ofStream(timeToFirstChunkNanos, chunks));
    }

    /** Whether the times between the chunks of an operation's streams are wanted of each stream, in {@link Generation#gaps}. */
    default boolean wantsChunkGaps(int operationId) {
        return false;
    }
}
