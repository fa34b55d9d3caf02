package io.nightjar.benchmark.detection;

import io.nightjar.record.Logs;

/** Values as steps of an octave, {@link Logs#STEPS} of them each: their sums need no logarithm and no power for each call. */
final class Steps {
    private static final int OCTAVES = 50;
    private static final double[] VALUES = new double[OCTAVES * Logs.STEPS];
    private static final int[] LOGS = new int[OCTAVES * Logs.STEPS];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = Math.pow(2, (double) i / Logs.STEPS);
            LOGS[i] = (int) Logs.of(Math.round(VALUES[i]));
        }
    }

    private Steps() {}

    /** The exact logarithm to base 2, in steps. */
    static int of(double value) {
        return (int) Math.round(Math.log(value) / Math.log(2) * Logs.STEPS);
    }

    static double value(int steps) {
        return VALUES[inside(steps)];
    }

    /** What the recorder adds up for a value of so many steps. */
    static int logs(int steps) {
        return LOGS[inside(steps)];
    }

    private static int inside(int steps) {
        return Math.max(0, Math.min(VALUES.length - 1, steps));
    }
}
