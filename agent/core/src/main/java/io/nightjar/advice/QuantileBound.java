package io.nightjar.advice;

import io.nightjar.record.Buckets;

/**
 * A bound that lies above a quantile with 95 % confidence: an order statistic of what was seen, whatever its distribution. Of n
 * values it is the j-th smallest, j = n q + 1.645 √(n q (1 - q)). Stateless.
 */
public final class QuantileBound {
    /** The one-sided normal quantile of 95 %. */
    private static final double DEVIATIONS = 1.6448536269514722;

    private static final double DOUBT = 0.05;

    private QuantileBound() {}

    /** Fewer values have no bound: even the largest lies above the quantile with less confidence. */
    public static long leastCount(double quantile) {
        return (long) Math.ceil(Math.log(DOUBT) / Math.log(quantile));
    }

    /** Which of so many values, from the smallest, 1, on; 0 where there are too few. */
    public static long rank(long count, double quantile) {
        if (count < leastCount(quantile)) {
            return 0;
        }
        double rank = count * quantile + DEVIATIONS * Math.sqrt(count * quantile * (1 - quantile));
        return Math.min(count, (long) Math.ceil(rank));
    }

    /**
     * The bound of durations that are counted in {@link Buckets}: the upper edge of the bucket, at most the longest seen.
     *
     * @return 0 where there are too few
     */
    public static long nanos(long[] counts, long maxNanos, double quantile) {
        long rank = rank(total(counts), quantile);
        if (rank == 0) {
            return 0;
        }
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.max(1, Math.min(maxNanos, Buckets.highestNanos(bucket)));
            }
        }
        return maxNanos;
    }

    static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** How many durations may have been longer than this: those of the bucket in which it lies count as longer. */
    static long longer(long[] counts, long maxNanos, long nanos) {
        long longer = 0;
        if (nanos >= maxNanos) {
            return 0;
        }
        for (int bucket = counts.length - 1; bucket >= 0 && Buckets.highestNanos(bucket) > nanos; bucket--) {
            longer += counts[bucket];
        }
        return longer;
    }
}
