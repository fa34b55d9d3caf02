package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** What is normal for one operation. Makes no garbage from look to look while nothing deviates. Not thread-safe. */
public final class OperationModel {
    /** A model that has seen nothing. */
    public OperationModel(LearnSettings settings) {}

    /**
     * Takes what was counted until now.
     *
     * @param totals one for each of {@code io.nightjar.record.Totals}, growing
     * @param atSeconds on a monotonic clock
     * @param hourOfWeek of the wall clock in UTC, 0 to 167
     * @param evidence how much evidence an alarm needs, for each of {@link Signal} by ordinal: {@link FalseAlarms}
     */
    public void look(long[] totals, double atSeconds, int hourOfWeek, double[] evidence) {}

    /** What has left what was expected of it and has not come back; null where nothing. */
    public @Nullable Deviation deviation(Signal signal) {
        return null;
    }

    /** What is expected; null where it is not learned, or nothing has been seen of it. */
    public @Nullable Expectation expectation(Signal signal) {
        return null;
    }

    /** How many of its signals are judged now: these share the false alarms that are allowed. */
    public int liveSignals() {
        return 0;
    }

    /** The machine stood still, or the clock jumped: what was missed is no evidence. */
    public void interrupted() {}

    /** Something that the agent itself did, or a change of what is watched, is to be learned of nothing and judged by nothing until a moment. */
    public void pauseUntil(double atSeconds) {}

    /** What is to survive the process, as text without line breaks; null where nothing is worth it. */
    public @Nullable String remember() {
        return null;
    }

    /** Goes on from what an earlier process remembered; false where it cannot be read, and then nothing has changed. */
    public boolean restore(String remembered) {
        return false;
    }
}
