package io.nightjar.status;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of an operation delivered. Immutable.
 *
 * @param chunks chunks delivered
 * @param firstChunkMillis mean time from a stream's start to its first chunk; null before a stream has ended
 * @param chunkGapMillis mean time from one chunk to the next
 * @param longestGapMillis the longest of these times
 */
public record StreamStatus(
        @Nullable Long chunks,
        @Nullable Double firstChunkMillis,
        @Nullable Double chunkGapMillis,
        @Nullable Double longestGapMillis) {

    void addTo(Map<String, @Nullable Object> map) {
        map.put("chunks", chunks);
        Members.putKnown(map, "first_chunk_ms", firstChunkMillis);
        Members.putKnown(map, "chunk_gap_ms", chunkGapMillis);
        Members.putKnown(map, "longest_gap_ms", longestGapMillis);
    }

    static @Nullable StreamStatus read(Members members) {
        return members.hasAny("chunks", "first_chunk_ms", "chunk_gap_ms", "longest_gap_ms")
                ? new StreamStatus(
                        members.count("chunks"),
                        members.figure("first_chunk_ms"),
                        members.figure("chunk_gap_ms"),
                        members.figure("longest_gap_ms"))
                : null;
    }
}
