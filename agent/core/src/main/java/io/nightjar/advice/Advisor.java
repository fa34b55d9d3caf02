package io.nightjar.advice;

import io.nightjar.detect.OperationLimits;
import java.util.ArrayList;
import java.util.List;

/** Proposes the thresholds of one operation. Confined to one thread. */
final class Advisor {
    static final double LATENCY_QUANTILE = 0.99;
    static final double WINDOW_QUANTILE = 0.95;
    static final int ENOUGH_DAYS = 7;
    static final double MARGIN = 1.5;

    private static final long CONFIDENT_COUNT = 1_000;
    private static final double LEAST_ERROR_SHARE = 0.01;
    private static final int STUCK_FACTOR = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    private final SeenOperation seen;
    private final OperationLimits limits;
    private final List<Suggestion> suggestions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Advisor(SeenOperation seen) {
        this.seen = seen;
        this.limits = seen.limits();
    }

    OperationAdvice advise() {
        latency();
        errorRate();
        throughput();
        return new OperationAdvice(seen.name(), suggestions, notes);
    }

    private void latency() {
        long calls = seen.calls();
        long least = QuantileBound.leastCount(LATENCY_QUANTILE);
        if (calls < least) {
            notes.add("latency: " + Written.count(calls) + (calls == 1 ? " call says" : " calls say") + " too little, "
                    + Written.count(least - calls) + " more are needed");
            return;
        }
        long boundNanos = QuantileBound.nanos(seen.counts(), seen.maxNanos(), LATENCY_QUANTILE);
        List<String> reasons = new ArrayList<>();
        reasons.add("99 % of " + Written.count(calls) + " calls took at most " + Written.millis(boundNanos)
                + ", with 95 % confidence");
        long proposedNanos = boundNanos;
        long judgedDays = 0;
        long worstNanos = 0;
        for (SeenDay day : seen.days()) {
            judgedDays += day.boundNanos() > 0 ? 1 : 0;
            worstNanos = Math.max(worstNanos, day.boundNanos());
        }
        if (judgedDays >= ENOUGH_DAYS) {
            proposedNanos = Math.round(MARGIN * worstNanos);
            reasons.add("proposed is 1.5 times the largest such bound of " + judgedDays + " days, "
                    + Written.millis(worstNanos));
        } else {
            reasons.add("whole days seen: " + judgedDays + " of the " + ENOUGH_DAYS
                    + " after which 1.5 times the largest daily bound is proposed");
        }
        if (calls < CONFIDENT_COUNT) {
            reasons.add("low confidence: fewer than 1,000 calls");
        }
        String value = Written.millisUp(proposedNanos);
        long writtenNanos = Written.nanosUp(proposedNanos);
        long presentNanos = nanos(limits.latencyThresholdMillis());
        reasons.add("alerts in what was seen, without the rate limit: " + longer(writtenNanos) + "; with the present "
                + Written.millis(presentNanos) + ": " + longer(presentNanos));
        suggestions.add(new Suggestion("latency.threshold", value, reasons));
        stuck(writtenNanos);
    }

    private String longer(long nanos) {
        return Written.atMost(QuantileBound.longer(seen.counts(), seen.maxNanos(), nanos));
    }

    /** A stuck call is one that runs for ten times the latency threshold, unless calls that ended took longer. */
    private void stuck(long latencyNanos) {
        boolean own = nanos(limits.stuckThresholdMillis()) != STUCK_FACTOR * nanos(limits.latencyThresholdMillis());
        if (seen.maxNanos() <= STUCK_FACTOR * latencyNanos) {
            notes.add(
                    own
                            ? "stuck.threshold: the present " + Written.millis(nanos(limits.stuckThresholdMillis()))
                                    + " stays; the longest call took " + Written.millis(seen.maxNanos())
                            : "stuck.threshold follows: 10 times latency.threshold; the longest call took "
                                    + Written.millis(seen.maxNanos()));
            return;
        }
        suggestions.add(new Suggestion(
                "stuck.threshold",
                Written.millisUp(Math.round(MARGIN * seen.maxNanos())),
                List.of("1.5 times the longest call that ended, " + Written.millis(seen.maxNanos())
                        + "; 10 times latency.threshold would be less than that one")));
    }

    private void errorRate() {
        FigureCounts shares = seen.errorShares();
        long windows = shares.total();
        long least = QuantileBound.leastCount(WINDOW_QUANTILE);
        String present = Written.percent(limits.errorRateThreshold());
        if (windows < least) {
            notes.add("error-rate: " + Written.count(windows) + (windows == 1 ? " window" : " windows")
                    + " with at least " + limits.errorRateMinRequests() + " calls, " + Written.count(least - windows)
                    + " more are needed");
            return;
        }
        double bound = shares.atMost(QuantileBound.rank(windows, WINDOW_QUANTILE));
        double proposed = Math.max(LEAST_ERROR_SHARE, MARGIN * bound);
        if (proposed >= 1) {
            notes.add("error-rate: so many calls fail that no threshold follows; the present " + present + " stays");
            return;
        }
        String value = Written.percentUp(proposed);
        List<String> reasons = new ArrayList<>();
        reasons.add("in 95 % of " + Written.count(windows) + " windows at most " + Written.percent(bound)
                + " of the calls failed, with 95 % confidence; proposed is 1.5 times that, at least 1 %");
        reasons.add("windows in what was seen above it: " + Written.atMost(shares.above(Written.shareUp(proposed)))
                + "; above the present " + present + ": "
                + Written.atMost(shares.above(limits.errorRateThreshold())));
        lowConfidence(windows, reasons);
        suggestions.add(new Suggestion("error-rate.threshold", value, reasons));
    }

    private void throughput() {
        FigureCounts rates = seen.rates();
        long windows = rates.total();
        long least = QuantileBound.leastCount(WINDOW_QUANTILE);
        if (windows < least) {
            notes.add("throughput: " + Written.count(windows) + (windows == 1 ? " window, " : " windows, ")
                    + Written.count(least - windows) + " more are needed");
            return;
        }
        long rank = windows + 1 - QuantileBound.rank(windows, WINDOW_QUANTILE);
        double bound = rates.atLeast(rank);
        String value = Written.rateDown(bound / 2);
        if (value.isEmpty()) {
            notes.add("throughput: calls are too rare, or pause, at times, so that no threshold follows");
            return;
        }
        List<String> reasons = new ArrayList<>();
        reasons.add("in 95 % of " + Written.count(windows) + " windows at least " + Written.rateDown(bound)
                + " completed, with 95 % confidence; proposed is half of that");
        reasons.add("windows in what was seen below it: " + Written.atMost(rates.below(Written.rate(value)))
                + (limits.throughputThresholdPerSecond().isPresent()
                        ? "; below the present "
                                + Written.rateDown(
                                        limits.throughputThresholdPerSecond().getAsDouble()) + ": "
                                + Written.atMost(rates.below(
                                        limits.throughputThresholdPerSecond().getAsDouble()))
                        : "; at present only its layer is judged"));
        lowConfidence(windows, reasons);
        suggestions.add(new Suggestion("throughput.threshold", value, reasons));
    }

    private static void lowConfidence(long count, List<String> reasons) {
        if (count < CONFIDENT_COUNT) {
            reasons.add("low confidence: fewer than 1,000 windows");
        }
    }

    private static long nanos(double millis) {
        return Math.round(millis * NANOS_PER_MILLI);
    }
}
