package io.nightjar.record;

import java.util.Map;

/**
 * What calls of one operation with one set of labels have done. Immutable.
 *
 * @param operation the operation's name
 * @param labels the labels; empty for the one set that holds all beyond the table's size
 * @param calls completed calls, failed ones included
 * @param errors failed calls
 * @param cancelled cancelled calls
 * @param totalNanos the sum of the completed calls' durations
 * @param inputTokens tokens read, as far as calls reported them
 * @param outputTokens tokens written, as far as calls reported them
 */
public record LabelSetSnapshot(
        String operation,
        Map<String, String> labels,
        long calls,
        long errors,
        long cancelled,
        long totalNanos,
        long inputTokens,
        long outputTokens) {
    public LabelSetSnapshot {
        labels = Map.copyOf(labels);
    }
}
