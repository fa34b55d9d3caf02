package io.nightjar.benchmark.detection;

/** On workdays, at some minute of the working day, another process takes the place of the one that ran, and its caches are cold. */
final class Deploys {
    private static final int DAY_SECONDS = 86_400;
    private static final int WORKDAYS = 5;
    private static final int EARLIEST = 10 * 3_600;
    private static final int LATEST = 17 * 3_600;
    private static final int LEAST_DOWN = 5;
    private static final int MOST_DOWN = 15;
    private static final int COLD_SECONDS = 60;
    private static final double COLD_FACTOR = 4;

    private final Chance chance;
    private long at = -1;
    private int down;
    private long since;

    Deploys(Chance chance) {
        this.chance = chance;
        since = Long.MAX_VALUE;
    }

    void next(long secondOfWeek) {
        if (secondOfWeek % DAY_SECONDS == 0) {
            boolean workday = secondOfWeek / DAY_SECONDS < WORKDAYS;
            at = workday ? secondOfWeek + (long) chance.between(EARLIEST, LATEST) : -1;
            down = (int) chance.between(LEAST_DOWN, MOST_DOWN);
            since = Long.MAX_VALUE;
        }
        since = at >= 0 && secondOfWeek >= at ? secondOfWeek - at : Long.MAX_VALUE;
    }

    /** Whether the second is the new process's first. */
    boolean restarted() {
        return since == down;
    }

    double rateFactor() {
        return since < down ? 0 : 1;
    }

    double latencyFactor() {
        long warm = since - down;
        return since >= down && warm < COLD_SECONDS ? 1 + COLD_FACTOR * Math.exp(-warm / (COLD_SECONDS / 4.0)) : 1;
    }
}
