package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** For how long no call completes, usually; in calls that were to be expected meanwhile. Not thread-safe. */
final class SilenceModel extends SignalModel {
    private static final double LEAST_SECONDS = 20;
    /** For each unit of evidence that is needed, so many calls must be missing. */
    private static final double MISSING = 2.5;

    private static final double TIMES_LARGEST = 2;
    private static final double MOST_SECONDS = 3_600;
    private static final double FORGET_LARGEST_SECONDS = 3 * 86_400.0;
    private static final double FAST_CALLS = 20;
    private static final double FAST_SECONDS = 60;
    private static final double SLOW_CALLS = 100;
    private static final double SLOW_SECONDS = 600;
    private static final int LEAST_CALLS = 120;

    private final double warmUpSeconds;
    private double looks;
    private double everCalls;
    private double fastCalls;
    private double fastSeconds;
    private double slowCalls;
    private double slowSeconds;
    private double largest;
    private double rate;
    private double needed;
    private double missing;

    SilenceModel(double warmUpSeconds) {
        super(Signal.SILENCE);
        this.warmUpSeconds = warmUpSeconds;
    }

    /** Takes a look in which there were calls. */
    void calls(long calls, double seconds, double atSeconds) {
        if (isOpen()) {
            end(atSeconds);
            return; // what was missed is no gap to get used to
        }
        missing = seconds * rate;
        if (looks > LEAST_CALLS / 2 && seconds > 1) {
            largest = Math.max(largest, missing);
        }
        largest -= largest * Math.min(1, seconds / FORGET_LARGEST_SECONDS);
        looks++;
        everCalls = Math.min(everCalls + calls, 1e12);
        double start = 1 / looks;
        double fast = Math.max(start, Math.min(0.5, Math.min(calls / FAST_CALLS, seconds / FAST_SECONDS)));
        double slow = Math.max(start, Math.min(0.5, Math.min(calls / SLOW_CALLS, seconds / SLOW_SECONDS)));
        fastCalls += fast * (calls - fastCalls);
        fastSeconds += fast * (seconds - fastSeconds);
        slowCalls += slow * (calls - slowCalls);
        slowSeconds += slow * (seconds - slowSeconds);
        rate = fastSeconds > 0 && slowSeconds > 0 ? Math.min(fastCalls / fastSeconds, slowCalls / slowSeconds) : 0;
        missing = 0;
    }

    /**
     * Takes a look without a call.
     *
     * @param seconds since the newest look with one
     */
    void none(double seconds, double atSeconds, double evidence, double swing, boolean judged) {
        needed = evidence * MISSING;
        if (seconds < LEAST_SECONDS || isOpen() || !judged || !ready() || isQuiet(atSeconds)) {
            return;
        }
        double expected = seconds * (swing > 0 ? rate * Math.exp(-swing) : rate);
        missing = expected;
        if (expected >= Math.max(needed, TIMES_LARGEST * largest) && rate * MOST_SECONDS >= needed) {
            open();
        }
    }

    /** That there are no calls became normal. */
    void startAgain(double atSeconds) {
        looks = 0;
        everCalls = 0;
        learnedSeconds = 0;
        largest = 0;
        rate = 0;
        end(atSeconds);
    }

    @Override
    void settle(double atSeconds) {
        calm(atSeconds);
    }

    @Override
    void forget() {
        missing = 0;
    }

    @Override
    boolean ready() {
        return everCalls >= LEAST_CALLS && looks >= LEAST_CALLS / 2 && learnedSeconds >= warmUpSeconds;
    }

    @Override
    @Nullable
    Deviation deviation() {
        return isOpen() ? new Deviation(signal(), 0, rate, false, Math.round(missing), learnedSeconds, true) : null;
    }

    @Override
    @Nullable
    Expectation expectation() {
        return looks == 0
                ? null
                : new Expectation(signal(), rate, learnedSeconds, ready() && rate * MOST_SECONDS >= needed);
    }

    @Override
    void remember(NumbersText text) {
        text.add(learnedSeconds).add(looks).add(everCalls).add(fastCalls).add(fastSeconds);
        text.add(slowCalls).add(slowSeconds).add(largest).add(rate);
    }

    @Override
    boolean restore(NumbersReader numbers) {
        learnedSeconds = numbers.atLeast(0);
        looks = numbers.atLeast(0);
        everCalls = numbers.atLeast(0);
        fastCalls = numbers.atLeast(0);
        fastSeconds = numbers.atLeast(0);
        slowCalls = numbers.atLeast(0);
        slowSeconds = numbers.atLeast(0);
        largest = numbers.atLeast(0);
        rate = numbers.atLeast(0);
        return numbers.good();
    }
}
