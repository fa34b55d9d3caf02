package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/**
 * The growth of a used share, looked at over times from seconds to a day, so that it is foretold when it will be full. Not
 * thread-safe.
 */
public final class Growth {
    private static final double[] BIN_SECONDS = {1, 5, 15, 60, 300, 1_200, 3_600};
    private static final double DAY_SECONDS = 86_400;
    /** What is further ahead than this may be a swing of the day. */
    private static final double WITHOUT_A_DAY_SECONDS = 7_200;

    private final Floors[] scales = new Floors[BIN_SECONDS.length];
    private boolean begun;
    private double firstAt;
    private double newestAt;

    public Growth() {
        for (int i = 0; i < scales.length; i++) {
            scales[i] = new Floors(BIN_SECONDS[i]);
        }
    }

    /**
     * Takes a reading. One that is not newer than the one before is passed over.
     *
     * @param lasting whether something has been foretold and is to be foretold until it is clearly over
     */
    public void add(double atSeconds, double percent, boolean lasting) {
        if (begun && atSeconds <= newestAt || Double.isNaN(percent)) {
            return;
        }
        firstAt = begun ? firstAt : atSeconds;
        begun = true;
        newestAt = atSeconds;
        for (Floors scale : scales) {
            scale.add(atSeconds, percent, lasting);
        }
    }

    /** The whole is another one: nothing of what was seen counts any more. */
    public void clear() {
        begun = false;
        for (Floors scale : scales) {
            scale.clear();
        }
    }

    /** When it will be full, by the scale that sees it first; null where it is not seen to grow so. */
    public @Nullable Outlook outlook() {
        Outlook soonest = null;
        boolean dayKnown = newestAt - firstAt >= DAY_SECONDS;
        for (Floors scale : scales) {
            Outlook outlook = scale.outlook();
            if (outlook != null
                    && (dayKnown || outlook.fullInSeconds() <= WITHOUT_A_DAY_SECONDS)
                    && (soonest == null || outlook.fullInSeconds() < soonest.fullInSeconds())) {
                soonest = outlook;
            }
        }
        return soonest;
    }
}
