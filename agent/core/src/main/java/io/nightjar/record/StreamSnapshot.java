package io.nightjar.record;

import java.util.OptionalDouble;

/**
 * What the streams of an operation delivered. Immutable.
 *
 * @param chunks chunks delivered
 * @param meanGapMillis mean time from one chunk (or the start) to the next
 * @param longestGapMillis the longest of these times
 * @param meanFirstChunkMillis mean time from a stream's start to its first chunk, over the streams that ended
 */
public record StreamSnapshot(
        long chunks,
        OptionalDouble meanGapMillis,
        OptionalDouble longestGapMillis,
        OptionalDouble meanFirstChunkMillis) {
    /** No chunk yet. */
    public static final StreamSnapshot NONE =
            new StreamSnapshot(0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
