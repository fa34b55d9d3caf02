package io.nightjar.record;

import java.util.Optional;

/** Quantiles of a histogram. */
final class Quantiles {
    private Quantiles() {}

    /**
     * The summary of a histogram of an operation's life.
     *
     * @param maxNanos the longest of its durations
     */
    static Optional<LatencySummary> of(long[] counts, long maxNanos) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        if (total == 0) {
            return Optional.empty();
        }
        return Optional.of(new LatencySummary(
                Math.min(maxNanos, at(counts, total, 0.50)),
                Math.min(maxNanos, at(counts, total, 0.95)),
                Math.min(maxNanos, at(counts, total, 0.99)),
                maxNanos));
    }

    private static long at(long[] counts, long total, double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        int bucket = -1;
        while (seen < rank) {
            bucket++;
            seen += counts[bucket];
        }
        return Buckets.midpointNanos(bucket);
    }
}
