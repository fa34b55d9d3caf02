package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** Which share of calls usually fails. Looks at bins of some seconds. Not thread-safe. */
final class ErrorModel extends SignalModel {
    private static final double FORGET_SECONDS = 7_200;
    private static final double PRIOR_ERRORS = 1;
    private static final double PRIOR_CALLS = 200;
    /** A rarer share is judged as if it were this. */
    private static final double LEAST_SHARE = 0.002;

    private static final double MOST_ABOVE_USUAL = 1.5;

    private static final double TIMES = 3;
    private static final double PLUS = 0.01;
    private static final double CLIP = 1;
    private static final double OUTAGE_TIMES = 10;
    private static final double OUTAGE_PLUS = 0.1;
    private static final double OUTAGE_CLIP = 4;
    private static final double MOST_SHARE = 0.95;
    /** Where more fail, that even more do is no news. */
    private static final double MOST_JUDGED = 0.5;

    private static final double SEVERE = 10;
    private static final double WINDOW_SECONDS = 60;
    private static final double WINDOWS = 120;
    private static final double MOST_CLUSTERING = 1_000;
    private static final double MOST_OF_A_WINDOW = 100;
    private static final int LEAST_CALLS = 300;
    private static final int ADOPT_CALLS = 30;

    private final double warmUpSeconds;
    private double calls;
    private double errors;
    private double everCalls;
    private double clustering = 1;
    private double windows;
    private double windowCalls;
    private double windowErrors;
    private double windowSeconds;

    private double more;
    private double outage;
    private double fewer;
    private double back;
    private double moreCalls;
    private double moreErrors;
    private double moreSince;
    private double outageCalls;
    private double outageErrors;
    private double outageSince;
    private double fewerCalls;
    private double fewerErrors;

    ErrorModel(double warmUpSeconds) {
        super(Signal.ERRORS);
        this.warmUpSeconds = warmUpSeconds;
    }

    /**
     * Takes a bin in which there were calls.
     *
     * @return whether a new share has been adopted
     */
    boolean look(
            long binCalls,
            long binErrors,
            double seconds,
            double atSeconds,
            double evidence,
            boolean judged,
            boolean free) {
        if (!judged || !ready()) {
            forget();
            learn(binCalls, binErrors, seconds);
            return false;
        }
        double usual = usual();
        if (isOpen()) {
            moreCalls += binCalls;
            moreErrors += binErrors;
            double since = clamp(moreErrors / moreCalls, Math.min(MOST_SHARE, usual * 1.5), MOST_SHARE);
            back = Math.max(0, back + clamp(-ratio(binCalls, binErrors, usual, since), -OUTAGE_CLIP, OUTAGE_CLIP));
            if (back > evidence / 2) {
                end(atSeconds);
                return false;
            }
            return adopt(atSeconds);
        }
        suspect(binCalls, binErrors, atSeconds, evidence, usual);
        if (free && !isQuiet(atSeconds) && (more >= evidence || outage >= evidence)) {
            if (outage >= evidence) {
                moreCalls = outageCalls;
                moreErrors = outageErrors;
                moreSince = outageSince;
            }
            open();
            back = 0;
            return false;
        }
        if (more > evidence / 2 || outage > evidence / 2) {
            return adopt(atSeconds);
        }
        if (fewer > evidence && fewerCalls >= ADOPT_CALLS) {
            double share = fewerErrors / fewerCalls;
            errors = share * calls;
            forget();
        }
        learn(binCalls, binErrors, seconds);
        return false;
    }

    private void suspect(long binCalls, long binErrors, double atSeconds, double evidence, double usual) {
        if (more == 0 && outage == 0) {
            moreCalls = 0;
            moreErrors = 0;
            moreSince = atSeconds;
        }
        if (outage == 0) {
            outageCalls = 0;
            outageErrors = 0;
            outageSince = atSeconds;
        }
        if (fewer == 0) {
            fewerCalls = 0;
            fewerErrors = 0;
        }
        double higher = Math.min(Math.max(TIMES * usual, usual + PLUS), (1 + usual) / 2);
        double highest = Math.min(Math.max(OUTAGE_TIMES * usual, usual + OUTAGE_PLUS), (1 + usual) / 2);
        double plain = ratio(binCalls, binErrors, usual, higher) / clustering;
        double wild = ratio(binCalls, binErrors, usual, highest) / Math.sqrt(clustering);
        if (share() > MOST_JUDGED) {
            plain = -CLIP;
            wild = -OUTAGE_CLIP;
        }
        double less = ratio(binCalls, binErrors, usual, usual / TIMES) / clustering;
        more = clamp(more + clamp(plain, -CLIP, CLIP), 0, 1.2 * evidence);
        outage = clamp(outage + clamp(wild, -OUTAGE_CLIP, OUTAGE_CLIP), 0, 1.2 * evidence);
        fewer = clamp(fewer + clamp(less, -CLIP, CLIP), 0, 1.2 * evidence);
        moreCalls += binCalls;
        moreErrors += binErrors;
        outageCalls += binCalls;
        outageErrors += binErrors;
        fewerCalls += binCalls;
        fewerErrors += binErrors;
    }

    private boolean adopt(double atSeconds) {
        if (atSeconds - moreSince < ADOPT_SECONDS || moreCalls < ADOPT_CALLS) {
            return false;
        }
        boolean said = isOpen();
        errors = moreErrors / moreCalls * calls;
        if (said) {
            end(atSeconds);
        } else {
            forget();
        }
        return said;
    }

    private void learn(long binCalls, long binErrors, double seconds) {
        double kept = Math.max(0, 1 - seconds / FORGET_SECONDS);
        calls = calls * kept + binCalls;
        errors = errors * kept + binErrors;
        everCalls = Math.min(everCalls + binCalls, 1e9);
        windowCalls += binCalls;
        windowErrors += binErrors;
        windowSeconds += seconds;
        if (windowSeconds < WINDOW_SECONDS) {
            return;
        }
        double usual = usual();
        double off = windowErrors - windowCalls * usual;
        double variance = Math.max(windowCalls * usual * (1 - usual), 0.5);
        windows++;
        double of = Math.min(off * off / variance, MOST_OF_A_WINDOW);
        clustering += Math.max(1 / WINDOWS, 1 / (windows + 3)) * (of - clustering);
        clustering = clamp(clustering, 1, MOST_CLUSTERING);
        windowCalls = 0;
        windowErrors = 0;
        windowSeconds = 0;
    }

    /** How much more likely these are of one share than of the usual one, as a logarithm. */
    private static double ratio(long calls, long errors, double usual, double other) {
        return errors * Math.log(other / usual) + (calls - errors) * Math.log((1 - other) / (1 - usual));
    }

    /** Not far below what has been seen: where calls are few, what was supposed before there were any weighs more than they do. */
    private double usual() {
        double supposed = (errors + PRIOR_ERRORS) / (calls + PRIOR_CALLS);
        return clamp(Math.max(supposed, share() / MOST_ABOVE_USUAL), LEAST_SHARE, MOST_SHARE);
    }

    private double share() {
        return calls == 0 ? 0 : errors / calls;
    }

    @Override
    boolean suspicious() {
        return isOpen() || more > 3 || outage > 3;
    }

    @Override
    void settle(double atSeconds) {
        if (moreCalls >= ADOPT_CALLS && (more > 2 || outage > 2)) {
            errors = moreErrors / moreCalls * calls;
        }
        calm(atSeconds);
    }

    @Override
    void forget() {
        more = 0;
        outage = 0;
        fewer = 0;
        back = 0;
        moreCalls = 0;
        moreErrors = 0;
    }

    @Override
    boolean ready() {
        return everCalls >= LEAST_CALLS && learnedSeconds >= warmUpSeconds;
    }

    @Override
    @Nullable
    Deviation deviation() {
        if (!isOpen()) {
            return null;
        }
        double now = moreCalls == 0 ? share() : moreErrors / moreCalls;
        boolean severe = now >= SEVERE * usual();
        return new Deviation(signal(), now, share(), true, (long) moreCalls, learnedSeconds, severe);
    }

    @Override
    @Nullable
    Expectation expectation() {
        return everCalls == 0 ? null : new Expectation(signal(), share(), learnedSeconds, ready());
    }

    @Override
    void remember(NumbersText text) {
        text.add(learnedSeconds)
                .add(calls)
                .add(errors)
                .add(everCalls)
                .add(clustering)
                .add(windows);
        text.add(windowCalls).add(windowErrors).add(windowSeconds);
    }

    @Override
    boolean restore(NumbersReader numbers) {
        learnedSeconds = numbers.atLeast(0);
        calls = numbers.atLeast(0);
        errors = Math.min(calls, numbers.atLeast(0));
        everCalls = numbers.atLeast(0);
        clustering = numbers.between(1, MOST_CLUSTERING);
        windows = numbers.atLeast(0);
        windowCalls = numbers.atLeast(0);
        windowErrors = Math.min(windowCalls, numbers.atLeast(0));
        windowSeconds = numbers.atLeast(0);
        return numbers.good();
    }
}
