package io.nightjar.hook;

/**
 * Times the calls of methods that can call nothing, so that it does not matter what else runs on their thread. Apart from
 * {@link CallHandler}, so that the recorder can implement it and the hook calls the recorder directly. Thread-safe; the
 * hook catches what it throws and passes it to {@link CallHandler#failed}.
 */
public interface CallTimer {
    /** The start of a call: the monotonic clock in nanoseconds, never 0. */
    long start(int operationId);

    /** The end of a call; {@code thrown} is null for a normal one. */
    void end(int operationId, long startNanos, Throwable thrown);
}
