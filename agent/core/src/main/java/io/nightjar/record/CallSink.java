package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/** Takes every call as it ends, on the thread that ends it: must neither block nor throw nor allocate. Thread-safe. */
@FunctionalInterface
public interface CallSink {
    /**
     * A call has ended and was counted.
     *
     * @param errorClass of a failed call, with its code; else null
     * @param details what was read of the call; null for nothing
     */
    void ended(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details);
}
