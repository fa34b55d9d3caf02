package io.nightjar.learn;

import java.util.Arrays;

/** How much evidence an alarm needs so that the whole process raises no more false ones than are allowed. Stateless. */
public final class FalseAlarms {
    /** Of one among {@link #SERIES} with one false alarm a week. */
    private static final double EVIDENCE = 12;

    private static final double MORE_OF_LEVELS = 1.3;
    private static final double MORE_OF_TOKENS = 5;
    private static final double SERIES = 10;
    /** What real traffic does seldom it does more often than the models' tails say, so more series need more than their share. */
    private static final double MORE_SHARED = 1.6;

    private static final double LEAST = 6;
    private static final double LEAST_A_WEEK = 1e-9;

    private FalseAlarms() {}

    /**
     * Writes the evidence needed, for each of {@link Signal} by ordinal.
     *
     * @param series how many are judged now, of all operations together
     */
    public static void evidence(double falseAlarmsAWeek, int series, double[] target) {
        double allowed = Math.max(LEAST_A_WEEK, falseAlarmsAWeek);
        double shared = Math.log(Math.max(1, series) / SERIES);
        double evidence = EVIDENCE + (shared > 0 ? MORE_SHARED * shared : shared) - Math.log(allowed);
        Arrays.fill(target, Math.max(LEAST, evidence));
        target[Signal.LATENCY.ordinal()] += MORE_OF_LEVELS;
        target[Signal.FIRST_CHUNK.ordinal()] += MORE_OF_LEVELS;
        target[Signal.TOKENS.ordinal()] += MORE_OF_TOKENS;
    }
}
