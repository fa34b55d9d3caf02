package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/** Takes every call as it ends, on the thread that ends it: must neither block nor throw nor allocate. Thread-safe. */
@FunctionalInterface
public interface CallSink {
    /** Stands for a figure that is not known, or that stands in the details. */
    long UNKNOWN = -1;

    /**
     * A call has ended and was counted.
     *
     * @param errorClass of a failed call, with its code; else null
     * @param details what was read of the call; null for nothing
     * @param firstChunkNanos how long a stream's first chunk took, where no details say so; else {@link #UNKNOWN}
     * @param chunks how many came, where no details say so; else {@link #UNKNOWN}
     */
    void ended(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks);
}
