package io.nightjar.learn;

import java.util.Arrays;

/** Whether a few figures rise, and how fast, by their ranks and medians: single wild ones count for little. Stateless. */
public final class Trend {
    private Trend() {}

    /**
     * Mann and Kendall's test of a range of figures: how many standard deviations more of their pairs rise than fall,
     * were they of a series without trend. Equal ones count on neither side.
     */
    public static double risingBy(double[] figures, int from, int to) {
        int count = to - from;
        int rising = 0;
        for (int i = from + 1; i < to; i++) {
            for (int j = from; j < i; j++) {
                rising += Double.compare(figures[i], figures[j]);
            }
        }
        double variance = count * (count - 1.0) * (2 * count + 5) / 18;
        return rising == 0 ? 0 : (rising - Math.signum(rising)) / Math.sqrt(variance);
    }

    /**
     * Theil and Sen's slope: the median of the slopes between all pairs of a range of points.
     *
     * @param times growing
     * @param scratch at least as long as there are pairs; overwritten
     */
    public static double slope(double[] times, double[] figures, int from, int to, double[] scratch) {
        int pairs = 0;
        for (int i = from + 1; i < to; i++) {
            for (int j = from; j < i; j++) {
                scratch[pairs++] = (figures[i] - figures[j]) / (times[i] - times[j]);
            }
        }
        if (pairs == 0) {
            return 0;
        }
        Arrays.sort(scratch, 0, pairs);
        return pairs % 2 == 1 ? scratch[pairs / 2] : (scratch[pairs / 2 - 1] + scratch[pairs / 2]) / 2;
    }
}
