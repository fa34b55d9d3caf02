package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/**
 * The least of a share in each of the newest bins of one length, and what they foretell. What rises and falls within a bin has a
 * floor that stays. Not thread-safe.
 */
final class Floors {
    static final int MOST = 24;
    /** With fewer, not even figures that rise without exception are sure to. */
    private static final int LEAST = 12;

    private static final double SURE = 4;
    private static final double STILL_SURE = 3;
    /** Of either half of the floors, so that a step between two levels is no growth. */
    private static final double SURE_OF_A_HALF = 1.5;

    private static final double LEAST_RISE_PERCENT = 1;
    private static final double FULL_PERCENT = 100;
    /** The growth of either half of the time may not be a smaller part of that of the whole. */
    private static final double LEAST_PART = 0.5;
    /** How far above all that was before a floor must be, as a part of how far that went up and down. */
    private static final double SWING_PART = 0.25;
    /** How much slower growth may become from half to half than it seems to. */
    private static final double DOUBT = 0.85;

    private static final double LESS_DOUBT = 0.92;
    /** How far ahead it is foretold at most, as a part of the time in which it was seen to grow. */
    private static final double FORESIGHT = 1.5;
    /** What will be full as soon as this is not waited for. */
    private static final double AT_ONCE_SECONDS = 60;

    /** After more bins without a reading what was before is another story. */
    private static final int MOST_MISSING_BINS = 3;

    private final double binSeconds;
    private final double[] times = new double[MOST];
    private final double[] floors = new double[MOST];
    private final double[] pairs = new double[MOST * (MOST - 1) / 2];
    private final Past past = new Past();
    private int count;
    private long bin = Long.MIN_VALUE;
    private double floor;
    private double floorAt;
    private double newestAt;
    private @Nullable Outlook outlook;

    Floors(double binSeconds) {
        this.binSeconds = binSeconds;
    }

    /** What these floors foretold when a bin was last full; null where nothing. */
    @Nullable
    Outlook outlook() {
        return outlook;
    }

    /** Nothing of what was seen counts any more. */
    void clear() {
        count = 0;
        bin = Long.MIN_VALUE;
        past.clear();
        outlook = null;
    }

    /**
     * Takes a reading.
     *
     * @param lasting whether something has been foretold and is to be foretold until it is clearly over
     */
    void add(double atSeconds, double percent, boolean lasting) {
        long current = (long) Math.floor(atSeconds / binSeconds);
        if (bin != Long.MIN_VALUE && atSeconds - newestAt > MOST_MISSING_BINS * binSeconds) {
            forget();
        } else if (bin != Long.MIN_VALUE && current != bin) {
            close(atSeconds, lasting);
        }
        newestAt = atSeconds;
        if (current != bin || percent < floor) {
            floor = percent;
            floorAt = atSeconds;
        }
        bin = current;
    }

    /** A gap: what was seen so far still says how high it was. */
    private void forget() {
        for (int i = 0; i < count; i++) {
            past.add(times[i], floors[i]);
        }
        past.add(floorAt, floor);
        count = 0;
        outlook = null;
    }

    private void close(double atSeconds, boolean lasting) {
        if (count == MOST) {
            past.add(times[0], floors[0]);
            System.arraycopy(times, 1, times, 0, MOST - 1);
            System.arraycopy(floors, 1, floors, 0, MOST - 1);
            count--;
        }
        times[count] = floorAt;
        floors[count] = floor;
        count++;
        outlook = count < LEAST ? null : foretell(0, atSeconds, lasting);
        if (outlook == null && count > LEAST) {
            outlook = foretell(count - LEAST, atSeconds, lasting);
        }
    }

    private @Nullable Outlook foretell(int from, double atSeconds, boolean lasting) {
        double newest = floors[count - 1];
        double seconds = times[count - 1] - times[from];
        int half = (from + count) / 2;
        boolean rises = newest > before(from) + Math.max(LEAST_RISE_PERCENT, SWING_PART * past.range())
                && Trend.risingBy(floors, from, half) > SURE_OF_A_HALF
                && Trend.risingBy(floors, half, count) > SURE_OF_A_HALF
                && Trend.risingBy(floors, from, count) > (lasting ? STILL_SURE : SURE);
        if (!rises) {
            return null;
        }
        double slope = Trend.slope(times, floors, from, count, pairs);
        double first = Trend.slope(times, floors, from, half, pairs);
        double second = Trend.slope(times, floors, half, count, pairs);
        if (slope * seconds < LEAST_RISE_PERCENT || Math.min(first, second) <= LEAST_PART * slope) {
            return null;
        }
        double usual = Math.min(slope, second);
        double kept = Math.min(1, second / first) * (lasting ? LESS_DOUBT : DOUBT);
        double further = usual * seconds / 2 * kept / (1 - kept); // all of the halves to come, each slower by as much
        if (newest + further < FULL_PERCENT) {
            return null;
        }
        double fullIn = (FULL_PERCENT - newest) / usual - (atSeconds - times[count - 1]);
        if (!lasting && fullIn > Math.max(AT_ONCE_SECONDS, FORESIGHT * seconds)) {
            return null;
        }
        return new Outlook(Math.max(0, fullIn), usual * 3_600, seconds);
    }

    /** The largest of all that was before. */
    private double before(int from) {
        double largest = past.largest();
        for (int i = 0; i < from; i++) {
            largest = Math.max(largest, floors[i]);
        }
        return largest;
    }
}
