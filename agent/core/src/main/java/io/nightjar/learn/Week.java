package io.nightjar.learn;

import java.util.Arrays;

/** How a level moves through the hours of a week, to find where it usually jumps. Not thread-safe. */
final class Week {
    static final int HOURS = 168;
    /** What is known of an hour without a call: less than of any other. */
    static final double NEVER = -100;

    private static final int DAY = 24;
    private static final double STEPS = 256;
    private static final short UNKNOWN = Short.MIN_VALUE;
    private static final double LEAST_SWING = 0.3;

    private final short[] hours = new short[HOURS];

    Week() {
        Arrays.fill(hours, UNKNOWN);
    }

    /** Takes how high the level, as a logarithm, was in an hour. */
    void learn(int hour, double level) {
        double steps = Math.min(Short.MAX_VALUE, Math.max(Short.MIN_VALUE + 1.0, level * STEPS));
        hours[hour] = (short) Math.round(hours[hour] == UNKNOWN ? steps : (hours[hour] + steps) / 2);
    }

    /** By how much it may usually rise, or fall, from what it was in the last hours until the next one. */
    double swing(int hour, boolean up) {
        double sign = up ? 1 : -1;
        double before = known(hour - 1);
        double now = known(hour);
        double after = known(hour + 1);
        if (Double.isNaN(now)) {
            return 0;
        }
        double here = sign * now;
        double from = Double.isNaN(before) ? here : Math.min(here, sign * before);
        double to = Double.isNaN(after) ? here : Math.max(here, sign * after);
        double swing = Math.max(here, to) - from;
        return swing < LEAST_SWING ? 0 : swing;
    }

    /** NaN where neither this hour nor that of the day before is known. */
    private double known(int hour) {
        short steps = hours[Math.floorMod(hour, HOURS)];
        if (steps == UNKNOWN) {
            steps = hours[Math.floorMod(hour - DAY, HOURS)];
        }
        return steps == UNKNOWN ? Double.NaN : steps / STEPS;
    }

    void remember(NumbersText text) {
        for (short hour : hours) {
            text.add(hour);
        }
    }

    boolean restore(NumbersReader numbers) {
        for (int i = 0; i < HOURS; i++) {
            hours[i] = (short) numbers.between(Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return numbers.good();
    }
}
