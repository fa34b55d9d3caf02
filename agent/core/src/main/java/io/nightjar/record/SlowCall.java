package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * A completed call that was over its latency threshold.
 *
 * @param operationId as given by {@link CallRecorder#operation}
 * @param startNanos on the monotonic clock
 * @param endNanos on the monotonic clock
 * @param details what the call reported of itself, null where it reported nothing
 * @param span the span that was current as it ended, null where none was
 */
public record SlowCall(
        int operationId,
        long startNanos,
        long endNanos,
        @Nullable CallDetails details,
        @Nullable SpanIds span) {}
