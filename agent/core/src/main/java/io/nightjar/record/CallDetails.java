package io.nightjar.record;

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
 */
public record CallDetails(
        Map<String, String> labels,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalLong timeToFirstChunkNanos,
        OptionalLong chunks) {

    public CallDetails {
        labels = Map.copyOf(labels);
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
