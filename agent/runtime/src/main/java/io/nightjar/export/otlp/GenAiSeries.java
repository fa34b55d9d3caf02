package io.nightjar.export.otlp;

import io.nightjar.record.ChunkGaps;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** What is counted of the calls with one set of attributes. Thread-safe, lock-free; only grows. */
final class GenAiSeries {
    /*
     * Each histogram is a stretch of words: a count for each bound, one for what is above the last, and the sum. Whoever ends a
     * call adds atomically; who reads takes the sum of the counts for the number of calls, so that both always fit.
     */
    private static final int COUNTS = ChunkGaps.BOUNDS + 1;
    private static final int STRETCH = COUNTS + 1;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What is counted. */
    enum Figure {
        DURATION,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        FIRST_CHUNK,
        CHUNK_GAP
    }

    private static final int FIGURES = Figure.values().length;

    final String provider;
    final String operation;
    final @Nullable String requestModel;
    final @Nullable String responseModel;
    final @Nullable String error;

    private final AtomicLongArray words = new AtomicLongArray(FIGURES * STRETCH);

    GenAiSeries(
            String provider,
            String operation,
            @Nullable String requestModel,
            @Nullable String responseModel,
            @Nullable String error) {
        this.provider = provider;
        this.operation = operation;
        this.requestModel = requestModel;
        this.responseModel = responseModel;
        this.error = error;
    }

    boolean isOf(
            String otherProvider,
            String otherOperation,
            @Nullable String otherRequestModel,
            @Nullable String otherResponseModel,
            @Nullable String otherError) {
        return otherOperation.equals(operation)
                && otherProvider.equals(provider)
                && equal(otherRequestModel, requestModel)
                && equal(otherResponseModel, responseModel)
                && equal(otherError, error);
    }

    private static boolean equal(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }

    void time(Figure figure, long nanos) {
        long time = Math.max(0, nanos);
        add(figure, ChunkGaps.place(time), 1, time);
    }

    void tokens(Figure figure, long tokens) {
        add(figure, placeOfTokens(tokens), 1, tokens);
    }

    /** The bounds are the powers of four from 1 on. */
    static int placeOfTokens(long tokens) {
        long beyond = Math.max(0, tokens - 1);
        return Math.min(ChunkGaps.BOUNDS, (Long.SIZE - Long.numberOfLeadingZeros(beyond) + 1) / 2);
    }

    void gaps(ChunkGaps gaps) {
        for (int place = 0; place < COUNTS; place++) {
            if (gaps.count(place) > 0) {
                add(Figure.CHUNK_GAP, place, gaps.count(place), 0);
            }
        }
        words.getAndAdd(Figure.CHUNK_GAP.ordinal() * STRETCH + COUNTS, gaps.nanos());
    }

    private void add(Figure figure, int place, long count, long amount) {
        int begin = figure.ordinal() * STRETCH;
        words.getAndAdd(begin + place, count);
        words.getAndAdd(begin + COUNTS, amount);
    }

    /** Writes a point; nothing where nothing was counted. */
    void writeTo(MetricJson json, Figure figure, long[] scratch, double[] bounds) throws IOException {
        int begin = figure.ordinal() * STRETCH;
        long calls = 0;
        for (int place = 0; place < COUNTS; place++) {
            scratch[place] = words.get(begin + place);
            calls += scratch[place];
        }
        if (calls == 0) {
            return;
        }
        boolean tokens = figure == Figure.INPUT_TOKENS || figure == Figure.OUTPUT_TOKENS;
        json.beginPoint();
        json.attribute("gen_ai.operation.name", operation);
        json.attribute("gen_ai.provider.name", provider);
        attribute(json, "gen_ai.request.model", requestModel);
        attribute(json, "gen_ai.response.model", responseModel);
        if (tokens) {
            json.attribute("gen_ai.token.type", figure == Figure.INPUT_TOKENS ? "input" : "output");
        }
        attribute(json, "error.type", error);
        double sum = words.get(begin + COUNTS);
        json.histogram(scratch, tokens ? sum : sum / NANOS_PER_SECOND, bounds);
    }

    private static void attribute(MetricJson json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.attribute(name, value);
        }
    }

    /** Whether anything was counted of a figure. */
    boolean has(Figure figure) {
        int begin = figure.ordinal() * STRETCH;
        for (int place = 0; place < COUNTS; place++) {
            if (words.get(begin + place) > 0) {
                return true;
            }
        }
        return false;
    }
}
