package io.nightjar.record;

import java.util.Optional;

/** Quantiles of a histogram. */
final class Quantiles {
    private Quantiles() {}

    /**
     * The summary of a histogram.
     *
     * @param lifeMaxNanos the longest duration of the operation's life
     * @param life whether the histogram is of that whole life, so that its longest is known exactly
     */
    static Optional<LatencySummary> of(long[] counts, long lifeMaxNanos, boolean life) {
        long total = 0;
        int last = -1;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            last = counts[i] > 0 ? i : last;
        }
        if (total == 0) {
            return Optional.empty();
        }
        boolean exact = life || last == Buckets.ABOVE;
        long max = exact ? lifeMaxNanos : Math.min(lifeMaxNanos, Buckets.midpointNanos(last));
        return Optional.of(new LatencySummary(
                Math.min(max, at(counts, total, 0.50)),
                Math.min(max, at(counts, total, 0.95)),
                Math.min(max, at(counts, total, 0.99)),
                max));
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
