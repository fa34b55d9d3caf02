package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** How many calls usually complete. Looks at bins of some seconds that end with calls. Not thread-safe. */
final class RateModel extends SignalModel {
    /** What the evidence is weighed against: a rate of this part of the usual one. */
    private static final double PART = 0.4;

    private static final double LN_OF_PART = Math.log(PART);
    private static final double CLIP = 1;
    private static final double BACK_CLIP = 3;
    private static final double FOLLOW_SECONDS = 400;
    private static final double FOLLOW_CALLS = 150;
    private static final double SUSPICIOUS_SPEED = 0.25;
    /** A bin moves the usual rate by so many standard deviations at most, so that jobs of a minute do not. */
    private static final double MOST_STEP = 2;

    private static final double STEP_VARIANCE = 0.02;
    private static final double VARIANCE_BINS = 720;
    private static final double LEAST_VARIANCE = 0.01;
    private static final double MOST_VARIANCE = 1e4;
    private static final int BLOCK = 12;
    private static final double BLOCKS = 60;
    private static final double MOST_CLUSTERING = 30;
    private static final int LEAST_BINS = 60;
    private static final int LEAST_CALLS = 300;
    private static final double LEAST_RATE = 0.05;

    private final double warmUpSeconds;
    private double rate;
    private double bins;
    private double everCalls;
    private double variance = 0.05;
    private double clustering = 1;
    private double blockSum;
    private int blockBins;
    private double blocks;

    private double fewer;
    private double back;
    private double since;
    private double sinceSeconds;
    private double sinceCalls;

    RateModel(double warmUpSeconds) {
        super(Signal.THROUGHPUT);
        this.warmUpSeconds = warmUpSeconds;
    }

    /**
     * Takes a bin, which may be longer than others where no calls came for a while.
     *
     * @param wholeBins how many usual bins it is long
     * @param swing by how much, as a logarithm, the rate usually falls about this hour
     * @return whether a new rate has been adopted
     */
    boolean look(
            long calls,
            double seconds,
            double wholeBins,
            double atSeconds,
            double evidence,
            double swing,
            boolean judged,
            boolean free) {
        if (bins == 0) {
            rate = calls / seconds;
        }
        double expected = Math.max(1e-9, rate * seconds);
        if (!judged || !ready()) {
            forget();
            learn(calls, expected, seconds, wholeBins, 1);
            return false;
        }
        if (isOpen()) {
            return goOn(calls, expected, seconds, wholeBins, atSeconds, evidence);
        }
        if (fewer == 0) {
            since = atSeconds;
            sinceSeconds = 0;
            sinceCalls = 0;
        }
        double least = swing > 0 ? expected * Math.exp(-swing) : expected;
        double spread = (1 + variance * least) * clustering;
        double now = ((1 - PART) * least + calls * LN_OF_PART) / spread;
        fewer = clamp(fewer + clamp(now, -BACK_CLIP * wholeBins, CLIP * wholeBins), 0, 1.2 * evidence);
        sinceSeconds += seconds;
        sinceCalls += calls;
        if (fewer >= evidence && free && !isQuiet(atSeconds)) {
            open();
            back = 0;
            return false;
        }
        if (fewer > evidence / 2 && atSeconds - since >= ADOPT_SECONDS) {
            rate = sinceCalls / sinceSeconds;
            forget();
        }
        learn(calls, expected, seconds, wholeBins, fewer > evidence / 4 ? SUSPICIOUS_SPEED : 1);
        return false;
    }

    private boolean goOn(
            long calls, double expected, double seconds, double wholeBins, double atSeconds, double evidence) {
        sinceSeconds += seconds;
        sinceCalls += calls;
        double part = clamp(sinceCalls / sinceSeconds / rate, 0.1, 0.7);
        double spread = (1 + variance * expected) * clustering;
        double now = (-calls * Math.log(part) - (1 - part) * expected) / spread;
        back = Math.max(0, back + clamp(now, -BACK_CLIP * wholeBins, BACK_CLIP * wholeBins));
        if (back > evidence / 2) {
            end(atSeconds);
            return false;
        }
        if (atSeconds - since < ADOPT_SECONDS) {
            return false;
        }
        rate = sinceCalls / sinceSeconds;
        end(atSeconds);
        return true;
    }

    private void learn(long calls, double expected, double seconds, double wholeBins, double speed) {
        bins += wholeBins;
        everCalls = Math.min(everCalls + calls, 1e12);
        double follow = Math.max(FOLLOW_SECONDS, FOLLOW_CALLS / Math.max(rate, 1e-6));
        double start = Math.min(0.5, 1 / bins);
        double off = calls - expected;
        double deviation = Math.sqrt(expected + variance * expected * expected);
        double square = Math.min(off * off, 25 * deviation * deviation);
        double relative =
                off > 0 ? 0 : 2 * (square - expected) / (expected * expected); // more than usual says nothing here
        variance += Math.max(1 / VARIANCE_BINS, 1 / (bins + 5)) * (relative - variance);
        variance = clamp(variance, LEAST_VARIANCE, MOST_VARIANCE);
        double most = bins < LEAST_BINS
                ? Math.abs(off)
                : MOST_STEP * Math.sqrt(expected + STEP_VARIANCE * expected * expected);
        double weight = speed * Math.max(seconds / (seconds + follow), start);
        rate = Math.max(0, rate + weight * clamp(off, -most, most) / seconds);
        blockSum += clamp(off / deviation, -4, 2);
        if (++blockBins == BLOCK) {
            blocks++;
            clustering += Math.max(1 / BLOCKS, 1 / (blocks + 3)) * (blockSum * blockSum / BLOCK - clustering);
            clustering = clamp(clustering, 1, MOST_CLUSTERING);
            blockSum = 0;
            blockBins = 0;
        }
    }

    /** A stop became normal: what comes after it is new. */
    void startAgain() {
        bins = 0;
        everCalls = 0;
        learnedSeconds = 0;
        forget();
    }

    @Override
    void startIsOver() {
        bins = Math.min(bins, 20);
        blocks = Math.min(blocks, 1);
    }

    @Override
    void settle(double atSeconds) {
        if (fewer > 2 && sinceSeconds >= 60) {
            rate = sinceCalls / sinceSeconds;
        }
        calm(atSeconds);
    }

    @Override
    void forget() {
        fewer = 0;
        back = 0;
        sinceSeconds = 0;
        sinceCalls = 0;
    }

    @Override
    boolean ready() {
        return bins >= LEAST_BINS && everCalls >= LEAST_CALLS && rate >= LEAST_RATE && learnedSeconds >= warmUpSeconds;
    }

    @Override
    @Nullable
    Deviation deviation() {
        if (!isOpen()) {
            return null;
        }
        double now = sinceSeconds == 0 ? rate : sinceCalls / sinceSeconds;
        return new Deviation(signal(), now, rate, false, (long) sinceCalls, learnedSeconds, false);
    }

    @Override
    @Nullable
    Expectation expectation() {
        return bins == 0 ? null : new Expectation(signal(), rate, learnedSeconds, ready());
    }

    @Override
    void remember(NumbersText text) {
        text.add(learnedSeconds)
                .add(rate)
                .add(bins)
                .add(everCalls)
                .add(variance)
                .add(clustering);
        text.add(blockSum).add(blockBins).add(blocks);
    }

    @Override
    boolean restore(NumbersReader numbers) {
        learnedSeconds = numbers.atLeast(0);
        rate = numbers.atLeast(0);
        bins = numbers.atLeast(0);
        everCalls = numbers.atLeast(0);
        variance = numbers.between(0, MOST_VARIANCE);
        clustering = numbers.between(1, MOST_CLUSTERING);
        blockSum = numbers.between(-4 * BLOCK, 4 * BLOCK);
        blockBins = (int) numbers.between(0, BLOCK - 1);
        blocks = numbers.atLeast(0);
        return numbers.good();
    }
}
