package io.nightjar.advice;

import io.nightjar.detect.OperationLimits;
import java.util.List;

/**
 * What was seen of an operation, as far as advice needs it. Immutable: nobody writes what it holds.
 *
 * @param counts completed calls by duration, a count for each of {@link io.nightjar.record.Buckets}
 * @param maxNanos the longest of them
 * @param failed calls that failed
 * @param days whole days, the oldest first
 * @param errorShares failed shares of windows with enough calls
 * @param rates completed calls a second, of windows
 * @param limits what it is judged by now
 */
public record SeenOperation(
        String name,
        long[] counts,
        long maxNanos,
        long failed,
        List<SeenDay> days,
        FigureCounts errorShares,
        FigureCounts rates,
        OperationLimits limits) {
    public SeenOperation {
        days = List.copyOf(days);
    }

    long calls() {
        return QuantileBound.total(counts);
    }
}
