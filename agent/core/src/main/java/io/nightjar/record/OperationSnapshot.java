package io.nightjar.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation has done since it was registered. Immutable.
 *
 * @param operation what it is
 * @param calls completed calls, failed ones included, cancelled ones not
 * @param errors failed calls
 * @param cancelled cancelled calls
 * @param inFlight calls that have started and not ended
 * @param latency of the completed calls; empty before the first
 * @param belowRange calls under 1 µs, counted as 1 µs
 * @param aboveRange calls over 1 h, counted as 1 h
 * @param errorClasses failed calls by exception class, most frequent first; rare classes beyond the table's size under
 *     {@code other}
 * @param streams what its streams delivered
 * @param inputTokens tokens read, as far as calls reported them
 * @param outputTokens tokens written, as far as calls reported them
 */
public record OperationSnapshot(
        OperationSpec operation,
        long calls,
        long errors,
        long cancelled,
        long inFlight,
        Optional<LatencySummary> latency,
        long belowRange,
        long aboveRange,
        Map<String, Long> errorClasses,
        StreamSnapshot streams,
        long inputTokens,
        long outputTokens) {

    public OperationSnapshot {
        errorClasses = Collections.unmodifiableMap(new LinkedHashMap<>(errorClasses));
    }
}
