package io.nightjar.learn;

/** How much evidence an alarm needs so that the whole process raises no more false ones than are allowed. Stateless. */
public final class FalseAlarms {
    private FalseAlarms() {}

    /**
     * Writes the evidence needed, for each of {@link Signal} by ordinal.
     *
     * @param series how many are judged now, of all operations together
     */
    public static void evidence(double falseAlarmsAWeek, int series, double[] target) {}
}
