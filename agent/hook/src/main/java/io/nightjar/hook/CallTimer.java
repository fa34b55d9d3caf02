package io.nightjar.hook;

/**
 * Who times the calls of methods that can call nothing, and so need no look at what else runs on their thread. Apart from
 * {@link CallHandler}, so that the recorder itself can be one and nothing lies between it and the hook. Thread-safe;
 * what it throws is caught by the hook and goes to {@link CallHandler#failed}.
 */
public interface CallTimer {
    /** The start of a call: the monotonic clock in nanoseconds, never 0. */
    long start(int operationId);

    /** The end of a call; {@code thrown} is null for a normal one. */
    void end(int operationId, long startNanos, Throwable thrown);
}
