package io.nightjar.rule.reading;

import io.nightjar.record.Buckets;

/**
 * The durations of a sliding window on the scale of {@link Buckets}: their sum, and what each sample of the window added, which is taken
 * away again as the sample leaves. Confined to its owner.
 *
 * <p>5 KB, and 4 bytes for each bucket of each sample that is not empty: 240 KB at most, but for the sample that grows.
 */
final class HistogramWindow {
    private static final int BLOCK_BITS = 5;
    private static final int BLOCKS = (Buckets.COUNT >> BLOCK_BITS) + 1;
    private static final int COUNT_BITS = 21;
    private static final int MOST_COUNT = (1 << COUNT_BITS) - 1;
    private static final int SMALLEST_LOG = 64;

    private final int[] counts = new int[Buckets.COUNT];
    private final int[] blocks = new int[BLOCKS];
    /** Shared by all of one owner, empty between two uses. */
    private final int[] scratch;
    /** Of all samples, oldest first, each entry a bucket and a count; a ring. */
    private int[] log = new int[SMALLEST_LOG];

    private long written;
    /** Where the sample begins that still grows, and how often something was added to it. */
    private long begun;

    private int additions;
    private long dropped;
    private long total;

    /** @param scratch a count for each bucket, all 0 */
    HistogramWindow(int[] scratch) {
        this.scratch = scratch;
    }

    void add(SparseCounts added) {
        for (int i = 0; i < added.size(); i++) {
            change(added.bucket(i), added.count(i));
            write(added.bucket(i), added.count(i));
        }
        additions++;
    }

    /**
     * The sample that grew is complete.
     *
     * @return how many entries it has
     */
    int close() {
        if (additions > 1) {
            addUp();
        }
        additions = 0;
        int entries = (int) (written - begun);
        begun = written;
        return entries;
    }

    /** Writes the sample that grew anew, each of its buckets once. */
    private void addUp() {
        long touched = 0;
        for (long i = begun; i < written; i++) {
            int entry = log[(int) (i & (log.length - 1))];
            scratch[entry >>> COUNT_BITS] += entry & MOST_COUNT;
            touched |= 1L << (entry >>> COUNT_BITS + BLOCK_BITS);
        }
        written = begun;
        for (long left = touched; left != 0; left &= left - 1) {
            int first = Long.numberOfTrailingZeros(left) << BLOCK_BITS;
            for (int bucket = first; bucket < Math.min(Buckets.COUNT, first + (1 << BLOCK_BITS)); bucket++) {
                write(bucket, scratch[bucket]);
                scratch[bucket] = 0;
            }
        }
    }

    /** The oldest complete sample leaves. */
    void drop(int entries) {
        for (int i = 0; i < entries; i++) {
            int entry = log[(int) (dropped++ & (log.length - 1))];
            change(entry >>> COUNT_BITS, -(entry & MOST_COUNT));
        }
    }

    /** Milliseconds; NaN where the window is empty. */
    double quantile(double share) {
        if (total <= 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        int block = 0;
        while (block < BLOCKS - 1 && seen + blocks[block] < rank) {
            seen += blocks[block++];
        }
        int bucket = block << BLOCK_BITS;
        while (bucket < Buckets.COUNT - 1 && seen + counts[bucket] < rank) {
            seen += counts[bucket++];
        }
        return millis(bucket);
    }

    private static double millis(int bucket) {
        return Buckets.midpointNanos(bucket) / 1e6;
    }

    private void change(int bucket, int by) {
        counts[bucket] += by;
        blocks[bucket >> BLOCK_BITS] += by;
        total += by;
    }

    private void write(int bucket, int count) {
        for (int left = count; left > 0; left -= MOST_COUNT) {
            if (written - dropped == log.length) {
                grow();
            }
            log[(int) (written++ & (log.length - 1))] = bucket << COUNT_BITS | Math.min(left, MOST_COUNT);
        }
    }

    private void grow() {
        int[] larger = new int[log.length * 2];
        for (long i = dropped; i < written; i++) {
            larger[(int) (i & (larger.length - 1))] = log[(int) (i & (log.length - 1))];
        }
        log = larger;
    }
}
