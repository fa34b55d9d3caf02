package io.nightjar.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the call of an operation that failed last. Immutable.
 *
 * @param details what the user wants to see of it, by name
 * @param span the span that was current as it ended; null where none was
 */
public record FailedCall(
        Map<String, String> details, @Nullable SpanIds span) {
    /** A call of which nothing was read, or none at all. */
    public static final FailedCall NONE = new FailedCall(Map.of(), null);
}
