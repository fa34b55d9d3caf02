package io.nightjar.record;

/** Is shown starts of calls that have perhaps not ended. */
@FunctionalInterface
public interface StartVisitor {
    /**
     * The latest start of a call of an operation on a platform thread. The call runs, or it ended or goes on elsewhere.
     *
     * @param thresholdNanos a call that takes longer is slow
     */
    void started(int operationId, long startNanos, long thresholdNanos, Thread thread);
}
