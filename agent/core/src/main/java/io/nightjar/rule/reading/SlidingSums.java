package io.nightjar.rule.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums over a sliding window, made of samples of about a sixtieth of it; where nothing happens there is no sample. Confined to its
 * owner.
 *
 * <p>A sample belongs to the window while more than half of it does: so the window is exact to half a sample. 56 bytes for each
 * sample of six sums, 110 samples at most.
 */
final class SlidingSums {
    private static final int MOST_SAMPLES = 128;
    private static final int STEPS_A_WINDOW = 60;

    private final int words;
    private final int[] scratch;
    private final long windowNanos;
    /** How long a sample may grow: a step, to within a tenth. */
    private final long longestSampleNanos;

    private final long[] sums;
    private final @Nullable HistogramWindow[] histograms;
    private long[] startNanos = new long[0];
    private long[] endNanos = new long[0];
    private long[] samples = new long[0];
    private int[] entries = new int[0];
    private long written;
    private long dropped;
    private long sinceNanos;
    private long latestDroppedNanos;

    /**
     * An empty window.
     *
     * @param histograms how many may be kept beside the sums
     * @param scratch of all histograms of one owner: a count for each bucket
     * @param sinceNanos what was before this moment is not known
     */
    SlidingSums(int words, int histograms, int[] scratch, long windowNanos, long sinceNanos) {
        this.words = words;
        this.scratch = scratch;
        this.windowNanos = windowNanos;
        this.histograms = new HistogramWindow[histograms];
        longestSampleNanos = windowNanos / STEPS_A_WINDOW + windowNanos / STEPS_A_WINDOW / 10;
        sums = new long[words];
        reset(sinceNanos);
    }

    /** Nothing is known of what was before this moment. */
    void reset(long newSinceNanos) {
        while (dropped < written) {
            drop();
        }
        sinceNanos = newSinceNanos;
        latestDroppedNanos = newSinceNanos;
    }

    /** A quantile, in milliseconds, of a histogram beside the sums; NaN where it is empty. */
    double quantile(int index, double share) {
        HistogramWindow histogram = histograms[index];
        return histogram == null ? Double.NaN : histogram.quantile(share);
    }

    /** A histogram beside the sums, kept from now on. */
    HistogramWindow histogram(int index) {
        HistogramWindow histogram = histograms[index];
        if (histogram == null) {
            histogram = new HistogramWindow(scratch);
            histograms[index] = histogram;
        }
        return histogram;
    }

    /** Something happened since the tick before: what is added next belongs to the sample that is open then. */
    void open(long lastNanos, long nowNanos) {
        boolean fits = written > dropped && nowNanos - startNanos[newest()] <= longestSampleNanos;
        if (fits || written - dropped == MOST_SAMPLES) {
            endNanos[newest()] = nowNanos;
            return;
        }
        closeNewest();
        if (written - dropped == startNanos.length) {
            grow();
        }
        int sample = index(written++);
        startNanos[sample] = lastNanos;
        endNanos[sample] = nowNanos;
        Arrays.fill(samples, sample * words, (sample + 1) * words, 0);
    }

    void add(int word, long amount) {
        sums[word] += amount;
        samples[newest() * words + word] += amount;
    }

    /** Lets go what has left the window. */
    void advance(long nowNanos) {
        long fromNanos = nowNanos - windowNanos;
        while (dropped < written) {
            int oldest = index(dropped);
            if (startNanos[oldest] + (endNanos[oldest] - startNanos[oldest]) / 2 - fromNanos > 0) {
                return;
            }
            drop();
        }
    }

    long sum(int word) {
        return sums[word];
    }

    /** How much of the past the sums are of: the window to within half a sample, less where less is known. */
    long coveredNanos(long nowNanos) {
        long fromNanos = nowNanos - windowNanos;
        if (dropped < written && startNanos[index(dropped)] - fromNanos < 0) {
            fromNanos = startNanos[index(dropped)];
        } else if (latestDroppedNanos - fromNanos > 0) {
            fromNanos = latestDroppedNanos;
        }
        return nowNanos - (sinceNanos - fromNanos > 0 ? sinceNanos : fromNanos);
    }

    private void drop() {
        if (dropped == written - 1) {
            closeNewest();
        }
        int oldest = index(dropped);
        for (int word = 0; word < words; word++) {
            sums[word] -= samples[oldest * words + word];
        }
        for (int i = 0; i < histograms.length; i++) {
            HistogramWindow histogram = histograms[i];
            if (histogram != null) {
                histogram.drop(entries[oldest * histograms.length + i]);
            }
        }
        latestDroppedNanos = endNanos[oldest];
        dropped++;
    }

    private void closeNewest() {
        if (dropped == written) {
            return;
        }
        for (int i = 0; i < histograms.length; i++) {
            HistogramWindow histogram = histograms[i];
            entries[newest() * histograms.length + i] = histogram == null ? 0 : histogram.close();
        }
    }

    private int newest() {
        return index(written - 1);
    }

    private int index(long sample) {
        return (int) (sample & (startNanos.length - 1));
    }

    private void grow() {
        int length = Math.max(4, startNanos.length * 2);
        long[] starts = new long[length];
        long[] ends = new long[length];
        long[] grown = new long[length * words];
        int[] grownEntries = new int[length * histograms.length];
        for (long i = dropped; i < written; i++) {
            int from = index(i);
            int to = (int) (i & (length - 1));
            starts[to] = startNanos[from];
            ends[to] = endNanos[from];
            System.arraycopy(samples, from * words, grown, to * words, words);
            System.arraycopy(
                    entries, from * histograms.length, grownEntries, to * histograms.length, histograms.length);
        }
        startNanos = starts;
        endNanos = ends;
        samples = grown;
        entries = grownEntries;
    }
}
