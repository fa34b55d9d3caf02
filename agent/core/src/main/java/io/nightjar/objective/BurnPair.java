package io.nightjar.objective;

import java.time.Duration;

/**
 * A long and a short window in both of which a budget must burn faster than a factor. The windows are those of a period of 30
 * days; for another they scale with it, and the factor stays. The highest pair comes first.
 */
public enum BurnPair {
    FAST(14.4, 60, 5, false),
    MEDIUM(6, 360, 30, false),
    SLOW(1, 864, 72, true);

    private static final long MINUTES_A_PERIOD = 43_200;
    private static final int MINUTES_A_FIVE = 5;

    private final double factor;
    private final int longBins;
    private final int shortBins;
    private final boolean inFives;

    BurnPair(double factor, int longBins, int shortBins, boolean inFives) {
        this.factor = factor;
        this.longBins = longBins;
        this.shortBins = shortBins;
        this.inFives = inFives;
    }

    /** How many times faster than the period allows. */
    public double factor() {
        return factor;
    }

    /** False where not even a total outage burns so fast. */
    public boolean canFire(double budget) {
        return factor * budget < 1;
    }

    public Duration longWindow(Duration period) {
        return window(period, longBins);
    }

    public Duration shortWindow(Duration period) {
        return window(period, shortBins);
    }

    private Duration window(Duration period, int bins) {
        return period.multipliedBy(inFives ? (long) bins * MINUTES_A_FIVE : bins)
                .dividedBy(MINUTES_A_PERIOD);
    }

    int longBins() {
        return longBins;
    }

    int shortBins() {
        return shortBins;
    }

    /** Whether its bins are of five minutes, and not of one. */
    boolean inFives() {
        return inFives;
    }
}
