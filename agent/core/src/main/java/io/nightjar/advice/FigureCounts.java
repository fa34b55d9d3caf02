package io.nightjar.advice;

/** How often figures were seen, on a logarithmic scale of eight buckets an octave; what is below it counts as nothing. Confined to its owner's lock. */
public final class FigureCounts {
    private static final int PER_OCTAVE = 8;

    private final double lowest;
    private final int[] counts;

    private FigureCounts(double lowest, int[] counts) {
        this.lowest = lowest;
        this.counts = counts;
    }

    /** Of shares from 0 to 1. */
    static FigureCounts ofShares() {
        return new FigureCounts(1.0 / 4_096, new int[12 * PER_OCTAVE + 2]);
    }

    /** Of calls a second. */
    static FigureCounts ofRates() {
        return new FigureCounts(1.0 / 4_096, new int[32 * PER_OCTAVE + 2]);
    }

    void add(double figure) {
        int bucket = figure < lowest ? 0 : 1 + (int) (PER_OCTAVE * Math.log(figure / lowest) / Math.log(2));
        counts[Math.min(bucket, counts.length - 1)]++;
    }

    FigureCounts copy() {
        return new FigureCounts(lowest, counts.clone());
    }

    long total() {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    /** A figure that is not below the one of this rank, from the smallest, 1, on. */
    double atMost(long rank) {
        int bucket = bucket(rank);
        return bucket == 0 ? 0 : edge(bucket);
    }

    /** A figure that is not above the one of this rank. */
    double atLeast(long rank) {
        int bucket = bucket(rank);
        return bucket == 0 ? 0 : edge(bucket - 1);
    }

    /** How many may have been above this: those of the bucket in which it lies count as above. */
    long above(double figure) {
        long above = 0;
        for (int bucket = counts.length - 1; bucket > 0 && edge(bucket) > figure; bucket--) {
            above += counts[bucket];
        }
        return above;
    }

    /** How many may have been below this. */
    long below(double figure) {
        long below = 0;
        for (int bucket = 0; bucket < counts.length && (bucket == 0 ? 0 : edge(bucket - 1)) < figure; bucket++) {
            below += counts[bucket];
        }
        return below;
    }

    private int bucket(long rank) {
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return bucket;
            }
        }
        return counts.length - 1;
    }

    /** The upper edge of a bucket. */
    private double edge(int bucket) {
        return lowest * Math.pow(2, (double) bucket / PER_OCTAVE);
    }
}
