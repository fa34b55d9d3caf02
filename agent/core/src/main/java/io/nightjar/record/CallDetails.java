package io.nightjar.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a call reported beyond its duration, for the operations that ask for it.
 *
 * @param labels user labels and {@code model}, absent values left out
 * @param inputTokens tokens read, where the library reports them
 * @param outputTokens tokens written, where the library reports them
 * @param timeToFirstChunkNanos for streams that delivered at least one chunk
 * @param chunks for streams, how many chunks came
 * @param details of a slow or failed call alone: what the user wants to see of it, by name
 */
public record CallDetails(
        Map<String, String> labels,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalLong timeToFirstChunkNanos,
        OptionalLong chunks,
        Map<String, String> details) {
    /** A call that reported nothing. */
    public static final CallDetails NONE = new CallDetails(
            Map.of(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public CallDetails {
        labels = Map.copyOf(labels);
        details = details.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A call of which no details are read. */
    public CallDetails(
            Map<String, String> labels,
            OptionalLong inputTokens,
            OptionalLong outputTokens,
            OptionalLong timeToFirstChunkNanos,
            OptionalLong chunks) {
        this(labels, inputTokens, outputTokens, timeToFirstChunkNanos, chunks, Map.of());
    }

    /** The same with details. */
    public CallDetails with(Map<String, String> newDetails) {
        return new CallDetails(labels, inputTokens, outputTokens, timeToFirstChunkNanos, chunks, newDetails);
    }

    /** The details of a stream that reported nothing else; the time is meaningless where no chunk came. */
    static CallDetails ofStream(long timeToFirstChunkNanos, long chunks) {
        return new CallDetails(
                Map.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                chunks == 0 ? OptionalLong.empty() : OptionalLong.of(timeToFirstChunkNanos),
                OptionalLong.of(chunks));
    }
}
