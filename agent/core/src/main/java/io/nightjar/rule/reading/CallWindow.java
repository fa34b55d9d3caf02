package io.nightjar.rule.reading;

import io.nightjar.rule.Figure;
import io.nightjar.rule.Selection;

/** What chosen calls did in a sliding window. Confined to its owner. */
final class CallWindow extends CallGroup {
    private static final int DURATIONS = 0;
    private static final int FIRST_CHUNKS = 1;
    private static final int GAPS = 2;
    private static final int HISTOGRAMS = 3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SlidingSums sums;
    private final boolean[] kept = new boolean[HISTOGRAMS];
    private Wanted wanted = new Wanted(false, false, false);
    private boolean seen;
    private long nowNanos;

    /** What has to be read for it beside the calls and the errors. */
    record Wanted(boolean durations, boolean tokens, boolean streams) {}

    CallWindow(Selection selection, int[] scratch, long windowNanos, long sinceNanos) {
        super(selection);
        sums = new SlidingSums(Delta.WORDS, HISTOGRAMS, scratch, windowNanos, sinceNanos);
        nowNanos = sinceNanos;
    }

    Wanted wanted() {
        return wanted;
    }

    /**
     * A figure is asked for from now on.
     *
     * @return whether something more has to be read for it
     */
    boolean wants(Figure figure) {
        Wanted before = wanted;
        switch (figure) {
            case P50, P90, P95, P99, MAX -> {
                kept[DURATIONS] = true;
                wanted = new Wanted(true, before.tokens(), before.streams());
            }
            case MEAN -> wanted = new Wanted(true, before.tokens(), before.streams());
            case TOKENS_IN, TOKENS_OUT -> wanted = new Wanted(before.durations(), true, before.streams());
            case FIRST_CHUNK_P95, CHUNK_GAP_P95 -> {
                kept[figure == Figure.FIRST_CHUNK_P95 ? FIRST_CHUNKS : GAPS] = true;
                wanted = new Wanted(before.durations(), before.tokens(), true);
            }
            default -> {}
        }
        return !wanted.equals(before);
    }

    /** There are calls of it. */
    void seen() {
        seen = true;
    }

    void add(Delta delta, long lastNanos, long newNowNanos) {
        sums.open(lastNanos, newNowNanos);
        for (int word = 0; word < Delta.WORDS; word++) {
            if (delta.words[word] != 0) {
                sums.add(word, delta.words[word]);
            }
        }
        add(DURATIONS, delta.durations);
        add(FIRST_CHUNKS, delta.firstChunks);
        add(GAPS, delta.gaps);
    }

    private void add(int histogram, SparseCounts counts) {
        if (kept[histogram] && counts.size() > 0) {
            sums.histogram(histogram).add(counts);
        }
    }

    void advance(long newNowNanos) {
        nowNanos = newNowNanos;
        sums.advance(newNowNanos);
    }

    /** The machine stood still. */
    void reset(long sinceNanos) {
        sums.reset(sinceNanos);
    }

    /** NaN where there is no data. */
    double read(Figure figure) {
        if (!seen) {
            return Double.NaN;
        }
        return switch (figure) {
            case P50 -> sums.quantile(DURATIONS, 0.50);
            case P90 -> sums.quantile(DURATIONS, 0.90);
            case P95 -> sums.quantile(DURATIONS, 0.95);
            case P99 -> sums.quantile(DURATIONS, 0.99);
            case MAX -> sums.quantile(DURATIONS, 1);
            case FIRST_CHUNK_P95 -> sums.quantile(FIRST_CHUNKS, 0.95);
            case CHUNK_GAP_P95 -> sums.quantile(GAPS, 0.95);
            case MEAN -> ratio(sums.sum(Delta.NANOS) / NANOS_PER_MILLI, sums.sum(Delta.MEASURED));
            case CALLS -> sums.sum(Delta.CALLS);
            case ERRORS -> sums.sum(Delta.ERRORS);
            case RATE -> ratio(sums.sum(Delta.CALLS), sums.coveredNanos(nowNanos) / NANOS_PER_SECOND);
            case ERROR_RATE -> Math.min(1, ratio(sums.sum(Delta.ERRORS), sums.sum(Delta.CALLS)));
            case TOKENS_IN -> sums.sum(Delta.INPUT_TOKENS);
            case TOKENS_OUT -> sums.sum(Delta.OUTPUT_TOKENS);
            case IN_FLIGHT, OLDEST -> throw new IllegalArgumentException(figure.text());
        };
    }

    private static double ratio(double value, double of) {
        return of > 0 ? value / of : Double.NaN;
    }
}
