package io.nightjar.status;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the completed calls of an operation took; all null before the first. Immutable.
 *
 * @param p50Millis the median
 * @param p95Millis the 95th percentile
 * @param p99Millis the 99th percentile
 * @param maxMillis the longest
 */
public record LatencyStatus(
        @Nullable Double p50Millis,
        @Nullable Double p95Millis,
        @Nullable Double p99Millis,
        @Nullable Double maxMillis) {
    /** Of an operation of which no call has ended. */
    public static final LatencyStatus NONE = new LatencyStatus(null, null, null, null);

    void addTo(Map<String, @Nullable Object> map) {
        map.put("p50_ms", p50Millis);
        map.put("p95_ms", p95Millis);
        map.put("p99_ms", p99Millis);
        map.put("max_ms", maxMillis);
    }

    static LatencyStatus read(Members members) {
        return new LatencyStatus(
                members.figure("p50_ms"), members.figure("p95_ms"), members.figure("p99_ms"), members.figure("max_ms"));
    }
}
