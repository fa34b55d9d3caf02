package io.nightjar.learn;

/**
 * Whether calls have just begun again after an unusual time without any, as at a deploy: what is then slow is so because caches are
 * cold, and is neither learned nor judged for a while. A gap is unusual where there was none as long within the last hours, so
 * traffic that pauses all the time is judged all the time. Not thread-safe.
 */
final class Gaps {
    private static final double LEAST_SECONDS = 4;
    /** So many times what there usually is between two looks with calls. */
    private static final double LEAST_TIMES = 5;

    private static final double COLD_SECONDS = 90;
    private static final double FORGET_SECONDS = 3_600;
    private static final double FOLLOW_LOOKS = 100;
    private static final double LEAST_SPACING_SECONDS = 0.5;

    private double spacing = 1;
    private double longest;
    private double coldUntil = Double.NEGATIVE_INFINITY;

    /**
     * Calls were seen.
     *
     * @param seconds since some were seen before
     */
    void calls(double atSeconds, double seconds) {
        longest *= Math.max(0, 1 - seconds / FORGET_SECONDS);
        if (seconds >= LEAST_SECONDS && seconds > LEAST_TIMES * spacing && seconds > longest) {
            coldUntil = atSeconds + COLD_SECONDS;
        }
        longest = Math.max(longest, seconds);
        spacing = Math.max(
                LEAST_SPACING_SECONDS, spacing + (Math.min(seconds, LEAST_TIMES * spacing) - spacing) / FOLLOW_LOOKS);
    }

    boolean isCold(double atSeconds) {
        return atSeconds < coldUntil;
    }
}
