package io.nightjar.hook;

/**
 * Receives the calls of woven methods that need more than their time taken, on the threads that make them.
 * Implementations are thread-safe and quick; the hook catches what they throw and passes it to {@link #failed}.
 */
public interface CallHandler {
    /**
     * The start of a call in a group; 0 where a call of that group is already running on this thread. A negative group is
     * that of a method that can call nothing: it marks nothing and ends by {@link CallTimer#end}.
     */
    long enter(int operationId, int group);

    /** The end of a call in a group. */
    void exit(Throwable thrown, int operationId, int group, long startNanos);

    /** The start of an observed call; 0 where it is not to be recorded. */
    long observe(int observerId, Object receiver, Object argument);

    /** The normal end of an observed call: what the method is to return. */
    Object returned(Object result, int observerId, long startNanos, Object receiver, Object argument);

    /** The end of an observed call by what was thrown. */
    void threw(Throwable thrown, int observerId, long startNanos, Object receiver, Object argument);

    /** The end of a call in a group, or of one without where the group is 0, that its own thread had no stack left to report. */
    void deferredExit(Throwable thrown, int operationId, int group, long startNanos, long endNanos);

    /** As above, of an observed call; it returned where nothing was thrown. */
    void deferredEnd(Throwable thrown, Object result, int observerId, long startNanos, long endNanos, Object receiver);

    /** Something of the above threw. */
    void failed(Throwable failure);
}
