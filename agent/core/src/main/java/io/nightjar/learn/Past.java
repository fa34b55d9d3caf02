package io.nightjar.learn;

import java.util.Arrays;

/** The largest and the least figure of the last day, by the hour. Not thread-safe. */
final class Past {
    private static final int HOURS = 24;
    private static final double HOUR_SECONDS = 3_600;

    private final double[] largest = new double[HOURS];
    private final double[] least = new double[HOURS];
    private long newestHour;

    Past() {
        clear();
    }

    void clear() {
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        newestHour = Long.MIN_VALUE;
    }

    void add(double atSeconds, double figure) {
        long hour = (long) Math.floor(atSeconds / HOUR_SECONDS);
        if (hour > newestHour) {
            long from = newestHour == Long.MIN_VALUE ? hour : Math.max(newestHour + 1, hour - HOURS + 1);
            for (long empty = from; empty <= hour; empty++) {
                largest[slot(empty)] = Double.NEGATIVE_INFINITY;
                least[slot(empty)] = Double.POSITIVE_INFINITY;
            }
            newestHour = hour;
        }
        if (newestHour - hour < HOURS) {
            largest[slot(hour)] = Math.max(largest[slot(hour)], figure);
            least[slot(hour)] = Math.min(least[slot(hour)], figure);
        }
    }

    /** Negative infinity where there is none. */
    double largest() {
        double all = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < HOURS; i++) {
            all = Math.max(all, largest[i]);
        }
        return all;
    }

    /** How far the largest is above the least; 0 where there is none. */
    double range() {
        double all = Double.POSITIVE_INFINITY;
        for (int i = 0; i < HOURS; i++) {
            all = Math.min(all, least[i]);
        }
        return Math.max(0, largest() - all);
    }

    private static int slot(long hour) {
        return (int) Math.floorMod(hour, (long) HOURS);
    }
}
