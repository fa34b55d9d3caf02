package io.nightjar.learn;

import io.nightjar.record.Logs;
import org.jspecify.annotations.Nullable;

/** How high a figure of single calls usually is, by the mean of its logarithms. Not thread-safe. */
final class LevelModel extends SignalModel {
    static final double LN_OF_A_STEP = Math.log(2) / Logs.STEPS;
    /** Of the largest figure that there is. */
    private static final double MOST_STEPS = 64.0 * Logs.STEPS;

    private static final double SHIFT = Math.log(2);
    /** So much is read into one look at most, so that a pause of a few seconds is not enough. */
    private static final double CLIP = 1.7;
    /** Of a look with a call or two, less: single calls are what varies most. */
    private static final double CLIP_OF_FEW = 1.05;

    private static final int FEW_CALLS = 3;
    /** Where calls are so rare, each counts in full, or a doubling would not be found within an hour. */
    private static final double SPARSE_SECONDS = 20;

    private static final double EDGE = 0.12;
    private static final double EDGE_VARIANCE = 0.3;
    /** No look says more than one that varies so. */
    private static final double LEAST_VARIANCE = 0.1;

    /** What is asked and answered changes more from minute to minute than how long that takes. */
    private static final double CONTENT = 3.75;

    private static final double LEAST_WITHIN = 0.02;
    private static final double LEAST_BETWEEN = 0.01;
    private static final double FOLLOW_SECONDS = 900;
    /** Where looks are rare: enough for a mean, few enough that what wanders for an hour is followed. */
    private static final double FOLLOW_LOOKS = 140;

    private static final double VARIANCE_LOOKS = 5_000;
    private static final int BLOCK = 32;
    private static final double BLOCKS = 60;
    /** Means of a block vary by as much without being evidence of anything: what wanders slowly does not reach the edge. */
    private static final double WANDERING = 0.006;

    /** Where looks vary more, slow wandering cannot be told from calls that depend on each other. */
    private static final double WANDERING_TOLD = 0.1;

    private static final int LONG = 4;
    private static final double LONG_BLOCKS = 30;
    private static final double MOST_CLUSTERING = 200;
    private static final double MOST_LEAST_LOOKS = 120;
    /** Who asks for a short warm-up gets one, if with a poorer idea of what is usual. */
    private static final double FEWEST_LOOKS = 60;

    private static final double WARM_UP_SECONDS_A_LOOK = 5;
    private static final int LEAST_CALLS = 30;
    /** From this part of the evidence needed on, nothing is learned. */
    private static final double SUSPICIOUS = 0.35;

    private static final double RETURN_SECONDS = 300;
    /** What is usual in the long run follows within a day: a shift that leads back to it is no news. */
    private static final double HOME_SECONDS = 86_400;
    /** Where looks with calls are further apart, there are fewer occasions for a false alarm, and a doubling has few calls to show in. */
    private static final double RELIEF_SPACING_SECONDS = 15;

    private static final double RELIEF = 3;
    private static final double MOST_RELIEF = 3.6;

    private final double warmUpSeconds;
    private final double leastLooks;
    private final boolean bothWays;
    private final double leastVariance;
    private final double unitsOfValue;

    private double looks;
    private double mean;
    private double within = 0.5;
    private double between = 0.05;
    private double clustering = 1;
    private double spacing = 1;
    private double relief;
    private double inverse;
    private double inverseSquare;
    private double square;
    private double squareByInverse;
    private double longClustering = 1;
    private double longSum;
    private double blockSum;
    private int blockLooks;
    private double blocks;

    private double seenAt;
    private double home;
    private double up;
    private double down;
    private double back;
    private boolean openUp;
    private double upSum;
    private long upCalls;
    private double upSince;
    private double downSum;
    private long downCalls;
    private double downSince;

    LevelModel(Signal signal, double warmUpSeconds, boolean bothWays, double unitsOfValue) {
        super(signal);
        this.warmUpSeconds = warmUpSeconds;
        leastLooks = clamp(warmUpSeconds / WARM_UP_SECONDS_A_LOOK, FEWEST_LOOKS, MOST_LEAST_LOOKS);
        this.bothWays = bothWays;
        leastVariance = LEAST_VARIANCE * (bothWays ? CONTENT : 1);
        this.unitsOfValue = unitsOfValue;
    }

    /**
     * Takes a look in which there were calls.
     *
     * @param steps the sum of their logarithms, in steps of {@link Logs}
     * @param swing by how much the level usually moves about this hour
     * @param judged whether the process is old enough
     * @param free whether no other signal says the same already
     * @return whether a new level has been adopted
     */
    boolean look(
            long calls, double steps, double atSeconds, double evidence, double swing, boolean judged, boolean free) {
        double level = clamp(steps / calls, 0, MOST_STEPS) * LN_OF_A_STEP;
        if (looks == 0) {
            mean = level;
        }
        double off = level - mean;
        double inverseCalls = 1.0 / calls;
        double variance = within * inverseCalls + between;
        double seconds = atSeconds - seenAt;
        spacing += (seconds - spacing) * 0.01;
        seenAt = atSeconds;
        home = looks < leastLooks ? mean : home + (mean - home) * Math.min(1, seconds / HOME_SECONDS);
        if (!judged || !ready()) {
            forget();
            learn(off, inverseCalls, variance);
            return false;
        }
        double needed = Math.max(5, evidence - relief);
        double steepness = SHIFT / effective(variance);
        return isOpen()
                ? goOn(calls, off, atSeconds, needed)
                : suspect(calls, off, variance, inverseCalls, atSeconds, needed, swing, steepness, free);
    }

    /** Half of a shift where looks vary; more where they say so much that a smaller shift of some seconds would be one. */
    private static double edgePart(double variance) {
        return 0.5 + EDGE * clamp((EDGE_VARIANCE - variance) / (EDGE_VARIANCE / 2), 0, 1);
    }

    private boolean suspect(
            long calls,
            double off,
            double variance,
            double inverseCalls,
            double atSeconds,
            double needed,
            double swing,
            double steepness,
            boolean free) {
        if (up == 0) {
            upSum = 0;
            upCalls = 0;
            upSince = atSeconds;
        }
        if (down == 0) {
            downSum = 0;
            downCalls = 0;
            downSince = atSeconds;
        }
        double edge = SHIFT * edgePart(SHIFT / steepness) + swing;
        double clip = calls < FEW_CALLS && spacing < SPARSE_SECONDS ? CLIP_OF_FEW : CLIP;
        up = clamp(up + clamp(steepness * (off - edge), -CLIP, clip), 0, 1.2 * needed);
        down = clamp(down - clamp(steepness * (off + edge), -clip, CLIP), 0, 1.2 * needed);
        upSum += off * calls;
        upCalls += calls;
        downSum += off * calls;
        downCalls += calls;
        if (free && !isQuiet(atSeconds)) {
            if (up >= needed && !returns(true)) {
                begin(true);
            } else if (down >= needed && !returns(false)) {
                begin(false);
            }
        }
        if (up > needed * SUSPICIOUS) {
            return adopt(atSeconds, returns(true) ? RETURN_SECONDS : ADOPT_SECONDS, upSince, upSum, upCalls);
        }
        if (down > needed * SUSPICIOUS) {
            return adopt(atSeconds, returns(false) ? RETURN_SECONDS : ADOPT_SECONDS, downSince, downSum, downCalls);
        }
        learn(off, inverseCalls, variance);
        return false;
    }

    /** Whether a change leads back to what is usual in the long run: that is no news. */
    private boolean returns(boolean upwards) {
        if (!bothWays) {
            return !upwards;
        }
        return (upwards ? home - mean : mean - home) > SHIFT / 2;
    }

    private void begin(boolean upwards) {
        open();
        openUp = upwards;
        back = 0;
    }

    /** While it deviates nothing is learned; it ends when the evidence speaks for what was usual before. */
    private boolean goOn(long calls, double off, double atSeconds, double needed) {
        upSum += off * calls;
        upCalls += calls;
        downSum += off * calls;
        downCalls += calls;
        double shift = Math.max(SHIFT / 2, Math.abs(openUp ? upSum / upCalls : downSum / downCalls));
        double directed = openUp ? off : -off;
        double variance = effective(within / calls + between);
        back = Math.max(0, back + clamp(shift * (shift / 2 - directed) / variance, -CLIP, CLIP));
        if (back > needed / 2) {
            end(atSeconds);
            return false;
        }
        return openUp
                ? adopt(atSeconds, ADOPT_SECONDS, upSince, upSum, upCalls)
                : adopt(atSeconds, ADOPT_SECONDS, downSince, downSum, downCalls);
    }

    private boolean adopt(double atSeconds, double after, double since, double sum, long calls) {
        if (atSeconds - since < after || calls < LEAST_CALLS) {
            return false;
        }
        boolean said = isOpen();
        mean += sum / calls;
        if (said) {
            end(atSeconds);
        } else {
            forget();
        }
        return said;
    }

    private void learn(double off, double inverseCalls, double variance) {
        looks++;
        double deviation = Math.sqrt(variance);
        double bounded = clamp(off, -3 * deviation, 3 * deviation);
        double follow = clamp(FOLLOW_SECONDS / spacing, FOLLOW_LOOKS, FOLLOW_SECONDS);
        mean += Math.max(1 / follow, 1 / looks) * (looks < leastLooks ? off : bounded);
        double weight = Math.max(1 / VARIANCE_LOOKS, 1 / looks);
        double squared = Math.min(off * off, 9 * variance);
        inverse += weight * (inverseCalls - inverse);
        inverseSquare += weight * (inverseCalls * inverseCalls - inverseSquare);
        square += weight * (squared - square);
        squareByInverse += weight * (squared * inverseCalls - squareByInverse);
        blockSum += bounded / deviation;
        if (++blockLooks == BLOCK) {
            closeBlock();
        }
    }

    private void closeBlock() {
        double spread = inverseSquare - inverse * inverse;
        double whole = square / inverse;
        double slope = spread > 0.02 * inverse * inverse ? (squareByInverse - square * inverse) / spread : whole;
        within = clamp(slope, LEAST_WITHIN, Math.max(LEAST_WITHIN, whole));
        between = Math.max(LEAST_BETWEEN, square - within * inverse);
        blocks++;
        double weight = Math.max(1 / BLOCKS, 1 / (blocks + 12));
        clustering += weight * (Math.min(MOST_CLUSTERING, blockSum * blockSum / BLOCK) - clustering);
        clustering = clamp(clustering, 1, MOST_CLUSTERING);
        longSum += blockSum;
        if (blocks % LONG == 0) {
            double longWeight = Math.max(1 / LONG_BLOCKS, 1 / (blocks / LONG + 8));
            longClustering +=
                    longWeight * (Math.min(MOST_CLUSTERING, longSum * longSum / (LONG * BLOCK)) - longClustering);
            longClustering = clamp(longClustering, 1, MOST_CLUSTERING);
            longSum = 0;
        }
        blockSum = 0;
        blockLooks = 0;
        relief = clamp(RELIEF * Math.log(spacing / RELIEF_SPACING_SECONDS), 0, MOST_RELIEF);
    }

    /** The variance of a look, as if looks that follow each other did not depend on each other. */
    private double effective(double variance) {
        double near = clustering * variance;
        double clustered = clamp((near - variance) / (BLOCK * WANDERING) - 1, 0, 1);
        double wandering = (1 - clustered) * BLOCK * WANDERING * Math.min(1, WANDERING_TOLD / variance);
        near -= wandering;
        double far = longClustering * variance - LONG * wandering;
        return Math.max(Math.max(near, far), Math.max(variance, leastVariance));
    }

    @Override
    boolean suspicious() {
        return isOpen() || up > 3 || bothWays && down > 3;
    }

    @Override
    void passOver(double atSeconds) {
        seenAt = atSeconds;
    }

    @Override
    void startIsOver() {
        looks = Math.min(looks, 30);
        blocks = Math.min(blocks, 1);
    }

    @Override
    void settle(double atSeconds) {
        if (upCalls >= LEAST_CALLS && up > 2) {
            mean += upSum / upCalls;
        } else if (downCalls >= LEAST_CALLS && down > 2) {
            mean += downSum / downCalls;
        }
        calm(atSeconds);
    }

    @Override
    void forget() {
        up = 0;
        down = 0;
        back = 0;
        upSum = 0;
        upCalls = 0;
        downSum = 0;
        downCalls = 0;
    }

    @Override
    boolean ready() {
        return looks >= leastLooks && learnedSeconds >= warmUpSeconds;
    }

    @Override
    @Nullable
    Deviation deviation() {
        if (!isOpen()) {
            return null;
        }
        long calls = openUp ? upCalls : downCalls;
        double off = calls == 0 ? 0 : (openUp ? upSum : downSum) / calls;
        return new Deviation(signal(), value(mean + off), value(mean), openUp, calls, learnedSeconds, false);
    }

    @Override
    @Nullable
    Expectation expectation() {
        return looks == 0 ? null : new Expectation(signal(), value(mean), learnedSeconds, ready());
    }

    private double value(double level) {
        return Logs.value(level / LN_OF_A_STEP) / unitsOfValue;
    }

    @Override
    void remember(NumbersText text) {
        text.add(learnedSeconds)
                .add(looks)
                .add(mean)
                .add(home)
                .add(within)
                .add(between)
                .add(clustering)
                .add(spacing)
                .add(relief);
        text.add(inverse)
                .add(inverseSquare)
                .add(square)
                .add(squareByInverse)
                .add(blockSum)
                .add(blockLooks)
                .add(blocks);
        text.add(longClustering).add(longSum);
    }

    @Override
    boolean restore(NumbersReader numbers) {
        learnedSeconds = numbers.atLeast(0);
        looks = numbers.atLeast(0);
        mean = numbers.between(-100, 100);
        home = numbers.between(-100, 100);
        within = numbers.between(0, 1e4);
        between = numbers.between(0, 1e4);
        clustering = numbers.between(1, MOST_CLUSTERING);
        spacing = numbers.atLeast(0);
        relief = numbers.between(0, MOST_RELIEF);
        inverse = numbers.between(0, 2);
        inverseSquare = numbers.between(0, 2);
        square = numbers.between(0, 1e6);
        squareByInverse = numbers.between(0, 1e6);
        blockSum = numbers.between(-1e6, 1e6);
        blockLooks = (int) numbers.between(0, BLOCK - 1);
        blocks = numbers.atLeast(0);
        longClustering = numbers.between(1, MOST_CLUSTERING);
        longSum = numbers.between(-1e6, 1e6);
        return numbers.good();
    }
}
