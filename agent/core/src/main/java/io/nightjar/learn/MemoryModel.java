package io.nightjar.learn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is normal for one memory: a trend that is no swing of the day has left it. Looks at the least of every five minutes, so that
 * what is collected again does not count. Not thread-safe.
 */
public final class MemoryModel {
    private static final double BIN_SECONDS = 300;
    private static final int DAY = 288;
    private static final int TREND = 24;
    private static final int MOST_MISSING_BINS = 3;
    /** For evidence as for ten series and one false alarm a week. */
    private static final double SURE = 4;

    private static final double USUAL_EVIDENCE = 12;
    private static final double LEAST_SURE = 3.5;
    private static final double MOST_SURE = 6;
    private static final double LEAST_RISE = 1;
    private static final double FULL = 100;
    private static final double MOST_SECONDS_TO_FULL = 72 * 3_600.0;
    private static final double STILL_SURE = 2;
    /** A growth that goes on is said again after so long. */
    private static final double REPEAT_SECONDS = 6 * 3_600.0;

    private final double[] times = new double[TREND];
    private final double[] floors = new double[TREND];
    private final double[] pairs = new double[TREND * (TREND - 1) / 2];
    /** The floors of the last day that are older than the trend, and the newest of them. */
    private final float[] day = new float[DAY];

    private int dayCount;
    private int dayNewest;
    private int count;
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

    /** A model that has seen nothing. */
    public MemoryModel(LearnSettings settings) {
        Arrays.fill(day, Float.NaN);
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
        if (!begun || interrupted || gap > MOST_MISSING_BINS * BIN_SECONDS) {
            startBin(current, percent, atSeconds);
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
        if (count == TREND) {
            dayNewest = (dayNewest + 1) % DAY;
            day[dayNewest] = (float) floors[0];
            dayCount = Math.min(DAY, dayCount + 1);
            System.arraycopy(times, 1, times, 0, TREND - 1);
            System.arraycopy(floors, 1, floors, 0, TREND - 1);
            count--;
        }
        times[count] = atSeconds;
        floors[count] = floor;
        count++;
        if (count == TREND && dayCount >= DAY - TREND) {
            judge(atSeconds, evidence);
        }
    }

    private void judge(double atSeconds, double evidence) {
        double rises = Trend.risingBy(floors, 0, TREND);
        if (open) {
            if (rises < STILL_SURE || floor <= before || atSeconds - openedAt >= REPEAT_SECONDS) {
                open = false;
                quietUntil = atSeconds < openedAt + REPEAT_SECONDS ? openedAt + REPEAT_SECONDS : atSeconds;
            }
            return;
        }
        double sure = SURE * Math.sqrt(Math.max(0, evidence) / USUAL_EVIDENCE);
        if (atSeconds < quietUntil || rises <= Math.min(MOST_SURE, Math.max(LEAST_SURE, sure))) {
            return;
        }
        double largest = largestOfTheDay();
        double slope = Trend.slope(times, floors, 0, TREND, pairs);
        double rise = slope * (times[TREND - 1] - times[0]);
        if (rise >= LEAST_RISE && floor > largest + LEAST_RISE && (FULL - floor) / slope < MOST_SECONDS_TO_FULL) {
            open = true;
            openedAt = atSeconds;
            before = largest;
        }
    }

    private double largestOfTheDay() {
        double largest = Double.NEGATIVE_INFINITY;
        for (float one : day) {
            if (one > largest) {
                largest = one;
            }
        }
        return largest;
    }

    /** Its growth, while it lasts; null where there is none. */
    public @Nullable Deviation deviation() {
        return open ? new Deviation(Signal.MEMORY, floors[count - 1], before, true, 0, learnedSeconds, false) : null;
    }

    /** What is expected: the most that was left after every five minutes of the last day; null before anything was seen. */
    public @Nullable Expectation expectation() {
        if (count == 0) {
            return null;
        }
        double value = Math.max(largestOfTheDay(), floors[0]);
        return new Expectation(Signal.MEMORY, value, learnedSeconds, dayCount >= DAY - TREND);
    }

    /** The machine stood still. */
    public void interrupted() {
        interrupted = true;
    }

    /** What is to survive the process, as text without line breaks; null where nothing is worth it. */
    public @Nullable String remember() {
        if (dayCount == 0) {
            return null;
        }
        NumbersText text = new NumbersText();
        text.add(learnedSeconds).add(dayCount);
        for (int i = 0; i < dayCount; i++) {
            text.add(Math.round(100 * day[Math.floorMod(dayNewest - i, DAY)]) / 100.0);
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
        int restored = (int) numbers.between(1, DAY);
        float[] read = new float[restored];
        for (int i = 0; i < restored; i++) {
            read[i] = (float) numbers.between(-1e6, 1e6);
        }
        if (!numbers.done()) {
            return false;
        }
        learnedSeconds = seconds;
        dayCount = restored;
        dayNewest = DAY - 1;
        Arrays.fill(day, Float.NaN);
        for (int i = 0; i < restored; i++) {
            day[DAY - 1 - i] = read[i];
        }
        return true;
    }
}
