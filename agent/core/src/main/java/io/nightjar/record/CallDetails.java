package io.nightjar.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a call reported beyond its duration, for the operations that ask for it.
 *
 * @param labels user labels and {@code model}, absent values left out
 * @param inputTokens tokens read, where the library reports them
 * @param outputTokens tokens written, where the library reports them
 * @param timeToFirstChunkNanos for streams that delivered at least one chunk
 * @param chunks for streams, how many chunks came
 * @param details of a slow or failed call alone: what the user wants to see of it, by name
 * @param errorCode of a call that failed: the code that its library gave the failure, such as an HTTP status; null for none
 * @param generation of a call of a generative model; null for any other
 */
public record CallDetails(
        Map<String, String> labels,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalLong timeToFirstChunkNanos,
        OptionalLong chunks,
        Map<String, String> details,
        @Nullable String errorCode,
        @Nullable Generation generation) {
    /** A call that reported nothing. */
    public static final CallDetails NONE = new CallDetails(
            Map.of(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public CallDetails {
        labels = Map.copyOf(labels);
        details = details.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A call of which no details are read, and no code of a failure. */
    public CallDetails(
            Map<String, String> labels,
            OptionalLong inputTokens,
            OptionalLong outputTokens,
            OptionalLong timeToFirstChunkNanos,
            OptionalLong chunks) {
        this(labels, inputTokens, outputTokens, timeToFirstChunkNanos, chunks, Map.of(), null, null);
    }

    /** The same with details. */
    public CallDetails with(Map<String, String> newDetails) {
        return new CallDetails(
                labels, inputTokens, outputTokens, timeToFirstChunkNanos, chunks, newDetails, errorCode, generation);
    }

    /** The same with the code of a failure. */
    public CallDetails withErrorCode(String newErrorCode) {
        return new CallDetails(
                labels, inputTokens, outputTokens, timeToFirstChunkNanos, chunks, details, newErrorCode, generation);
    }

    /** The same with what is known of a call of a generative model. */
    public CallDetails with(Generation newGeneration) {
        return new CallDetails(
                labels, inputTokens, outputTokens, timeToFirstChunkNanos, chunks, details, errorCode, newGeneration);
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
