package io.nightjar.learn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is normal for one memory: a trend that is no swing of the day has left it. Looks at the least of every ten minutes, so that
 * what is collected again does not count, and at how much that is above the same time of the day before. Not thread-safe.
 */
public final class MemoryModel {
    private static final double BIN_SECONDS = 600;
    private static final int DAY = 144;
    private static final int WEEK_DAYS = 7;
    /** Three hours: a leak that has begun in the middle is already a trend. */
    private static final int TREND = 18;
    /** The least of so many bins that follow each other is a floor, as not each one has seen a collection. */
    private static final int FLOOR = 2;

    private static final int MOST_MISSING_SECONDS = 900;
    /** For evidence as for ten series and one false alarm a week. */
    private static final double SURE = 4.5;

    private static final double USUAL_EVIDENCE = 12;
    private static final double LEAST_SURE = 3.5;
    private static final double MOST_SURE = 5.5;
    private static final double LEAST_RISE = 2;
    private static final double FULL = 100;
    /** From an empty heap, one percent an hour takes longer than four days. */
    private static final double MOST_SECONDS_TO_FULL = 110 * 3_600.0;

    private static final double STILL_SURE = 2;
    /** A growth that goes on is said again after so long. */
    private static final double REPEAT_SECONDS = 6 * 3_600.0;

    private final double[] times = new double[TREND];
    private final double[] figures = new double[TREND];
    private final double[] pairs = new double[TREND * (TREND - 1) / 2];
    /** The floors of a day and of the trend after it, a ring. */
    private final float[] floors = new float[DAY + TREND + FLOOR];
    /** What was largest before the trend, for each of the last days, today's first: floors, and how much they were above the day before. */
    private final float[] largestFloors = new float[WEEK_DAYS + 1];

    private final float[] largestExcesses = new float[WEEK_DAYS + 1];

    private int newest;
    private int count;
    /** How many floors have followed each other without a gap. */
    private int together;

    private int binsOfToday;
    private int excesses;
    private boolean begun;
    private boolean interrupted;
    private long bin;
    private double floor;
    private double newestAt;
    private double learnedSeconds;
    private double before;
    private double openedAt;
    private double quietUntil = Double.NEGATIVE_INFINITY;
    private boolean open;
    private boolean openOverDayBefore;

    /** A model that has seen nothing. */
    public MemoryModel(LearnSettings settings) {
        Arrays.fill(largestFloors, Float.NEGATIVE_INFINITY);
        Arrays.fill(largestExcesses, Float.NEGATIVE_INFINITY);
    }

    /**
     * Takes a reading; one that is not a number, or not newer than the one before, is passed over.
     *
     * @param atSeconds on a monotonic clock
     */
    public void look(double atSeconds, double percent, double evidence) {
        if (!Double.isFinite(percent) || !Double.isFinite(atSeconds) || begun && atSeconds <= newestAt) {
            return;
        }
        long current = (long) Math.floor(atSeconds / BIN_SECONDS);
        double gap = atSeconds - newestAt;
        if (!begun || interrupted || gap > MOST_MISSING_SECONDS) {
            startBin(current, percent, atSeconds);
            together = 0;
            begun = true;
            interrupted = false;
            return;
        }
        learnedSeconds += gap;
        newestAt = atSeconds;
        if (current == bin) {
            floor = Math.min(floor, percent);
            return;
        }
        close((bin + 1) * BIN_SECONDS, evidence);
        startBin(current, percent, atSeconds);
    }

    private void startBin(long current, double percent, double atSeconds) {
        bin = current;
        floor = percent;
        newestAt = atSeconds;
    }

    private void close(double atSeconds, double evidence) {
        newest = (newest + 1) % floors.length;
        floors[newest] = (float) floor;
        count = Math.min(floors.length, count + 1);
        together = Math.min(floors.length, together + 1);
        if (count < TREND + FLOOR) {
            return;
        }
        if (++binsOfToday == DAY) {
            binsOfToday = 0;
            System.arraycopy(largestFloors, 0, largestFloors, 1, WEEK_DAYS);
            System.arraycopy(largestExcesses, 0, largestExcesses, 1, WEEK_DAYS);
            largestFloors[0] = Float.NEGATIVE_INFINITY;
            largestExcesses[0] = Float.NEGATIVE_INFINITY;
        }
        judge(atSeconds, evidence);
        if (open || atSeconds < quietUntil) {
            return; // what has been said is not what is usual
        }
        largestFloors[0] = (float) Math.max(largestFloors[0], figure(TREND - 1, false));
        if (together == floors.length) {
            excesses = Math.min(DAY, excesses + 1);
            largestExcesses[0] = (float) Math.max(largestExcesses[0], figure(TREND - 1, true));
        }
    }

    private void judge(double atSeconds, double evidence) {
        if (open) {
            double rises = trend(atSeconds, openOverDayBefore);
            if (rises < STILL_SURE
                    || figures[TREND - 1] <= largest(openOverDayBefore)
                    || atSeconds - openedAt >= REPEAT_SECONDS) {
                open = false;
                quietUntil = Math.max(atSeconds, openedAt + REPEAT_SECONDS);
            }
            return;
        }
        if (atSeconds < quietUntil || together < TREND + FLOOR) {
            return;
        }
        double sure = clamp(SURE * Math.sqrt(Math.max(0, evidence) / USUAL_EVIDENCE));
        if (together == floors.length && excesses >= DAY - TREND && grows(atSeconds, true, sure)
                || count >= DAY && grows(atSeconds, false, sure)) {
            open = true;
            openedAt = atSeconds;
        }
    }

    private static double clamp(double sure) {
        return Math.min(MOST_SURE, Math.max(LEAST_SURE, sure));
    }

    private boolean grows(double atSeconds, boolean overDayBefore, double sure) {
        double largest = largest(overDayBefore);
        if (figure(0, overDayBefore) <= largest + LEAST_RISE || trend(atSeconds, overDayBefore) <= sure) {
            return false;
        }
        double slope = Trend.slope(times, figures, 0, TREND, pairs);
        double rise = slope * (TREND - 1) * BIN_SECONDS;
        openOverDayBefore = overDayBefore;
        before = figure(0, false) - figure(0, overDayBefore) + largest;
        return rise >= LEAST_RISE && (FULL - figure(0, false)) / slope < MOST_SECONDS_TO_FULL;
    }

    /** How surely the newest floors rise, or how much they are above those of the day before. */
    private double trend(double atSeconds, boolean overDayBefore) {
        for (int age = 0; age < TREND; age++) {
            times[TREND - 1 - age] = atSeconds - age * BIN_SECONDS;
            figures[TREND - 1 - age] = figure(age, overDayBefore);
        }
        return Trend.risingBy(figures, 0, TREND);
    }

    private double figure(int age, boolean overDayBefore) {
        return overDayBefore ? floorAt(age) - floorAt(age + DAY) : floorAt(age);
    }

    private double floorAt(int age) {
        float least = Float.POSITIVE_INFINITY;
        for (int i = age; i < age + FLOOR; i++) {
            least = Math.min(least, floors[Math.floorMod(newest - i, floors.length)]);
        }
        return least;
    }

    private double largest(boolean overDayBefore) {
        float all = Float.NEGATIVE_INFINITY;
        for (float one : overDayBefore ? largestExcesses : largestFloors) {
            all = Math.max(all, one);
        }
        return all;
    }

    /** Its growth, while it lasts; null where there is none. */
    public @Nullable Deviation deviation() {
        return open ? new Deviation(Signal.MEMORY, floors[newest], before, true, 0, learnedSeconds, false) : null;
    }

    /** What is expected: the most that was left after every ten minutes of the last days; null before anything was seen. */
    public @Nullable Expectation expectation() {
        if (count == 0) {
            return null;
        }
        double value = Math.max(largest(false), floors[newest]);
        return new Expectation(Signal.MEMORY, value, learnedSeconds, count >= DAY);
    }

    /** The machine stood still. */
    public void interrupted() {
        interrupted = true;
    }

    /** What is to survive the process, as text without line breaks; null where nothing is worth it. */
    public @Nullable String remember() {
        if (count < TREND + FLOOR) {
            return null;
        }
        NumbersText text = new NumbersText();
        text.add(learnedSeconds).add(count).add(binsOfToday);
        for (float largest : largestFloors) {
            text.add(largest == Float.NEGATIVE_INFINITY ? -1 : Math.round(100 * largest) / 100.0);
        }
        return text.end();
    }

    /** Goes on from what an earlier process remembered; false where it cannot be read, and then nothing has changed. */
    public boolean restore(String remembered) {
        NumbersReader numbers = NumbersReader.open(remembered);
        if (numbers == null) {
            return false;
        }
        double seconds = numbers.atLeast(0);
        int restored = (int) numbers.between(1, floors.length);
        int ofToday = (int) numbers.between(0, DAY - 1);
        float[] read = new float[largestFloors.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = (float) numbers.between(-1, 1e6);
        }
        if (!numbers.done()) {
            return false;
        }
        learnedSeconds = seconds;
        count = restored;
        binsOfToday = ofToday;
        System.arraycopy(read, 0, largestFloors, 0, read.length);
        return true;
    }
}
