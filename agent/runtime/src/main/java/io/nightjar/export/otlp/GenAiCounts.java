package io.nightjar.export.otlp;

import io.nightjar.export.otlp.GenAiSeries.Figure;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.CallSink;
import io.nightjar.record.ChunkGaps;
import io.nightjar.record.GenAi;
import io.nightjar.record.Generation;
import io.nightjar.record.OperationSpec;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls of generative models as OpenTelemetry's conventions want them, for at most 100 sets of attributes; what comes with
 * others is counted for its operation with models {@code other}. Thread-safe; takes a lock for new sets alone.
 */
final class GenAiCounts implements CallSink {
    static final int MOST_SETS = 100;
    static final String OTHER = "other";

    private static final int MOST_CHARS = 200;
    private static final double[] SECONDS = seconds();
    private static final double[] TOKENS = tokens();

    private final CallRecorder recorder;
    private final long sinceUnixNanos;
    private final long[] scratch = new long[ChunkGaps.BOUNDS + 1];
    private volatile GenAiSeries[] sets = {};
    /** Of each operation whose calls came with too many sets, two at most. */
    private volatile GenAiSeries[] others = {};

    /** @param sinceUnixNanos since when calls come */
    GenAiCounts(CallRecorder recorder, long sinceUnixNanos) {
        this.recorder = recorder;
        this.sinceUnixNanos = sinceUnixNanos;
    }

    private static double[] seconds() {
        double[] bounds = new double[ChunkGaps.BOUNDS];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = ChunkGaps.boundNanos(i) / 1e9;
        }
        return bounds;
    }

    private static double[] tokens() {
        double[] bounds = new double[ChunkGaps.BOUNDS];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 1L << 2 * i;
        }
        return bounds;
    }

    @Override
    public void ended(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        OperationSpec spec = recorder.spec(operationId);
        GenAi named = spec == null ? null : spec.genAi();
        if (named == null) {
            return;
        }
        Generation generation = details == null ? null : details.generation();
        String code = details == null ? null : details.errorCode();
        GenAiSeries series = series(
                named,
                generation == null ? null : bounded(generation.requestModel()),
                generation == null ? null : bounded(generation.responseModel()),
                outcome == CallOutcome.FAILED ? bounded(code == null ? errorClass : code) : null);
        if (outcome != CallOutcome.CANCELLED) {
            series.time(Figure.DURATION, endNanos - startNanos);
        }
        if (details == null) {
            if (firstChunkNanos != UNKNOWN) {
                series.time(Figure.FIRST_CHUNK, firstChunkNanos);
            }
            return;
        }
        if (details.inputTokens().isPresent()) {
            series.tokens(Figure.INPUT_TOKENS, details.inputTokens().getAsLong());
        }
        if (details.outputTokens().isPresent()) {
            series.tokens(Figure.OUTPUT_TOKENS, details.outputTokens().getAsLong());
        }
        if (details.timeToFirstChunkNanos().isPresent()) {
            series.time(Figure.FIRST_CHUNK, details.timeToFirstChunkNanos().getAsLong());
        }
        ChunkGaps gaps = generation == null ? null : generation.gaps();
        if (gaps != null) {
            series.gaps(gaps);
        }
    }

    private static @Nullable String bounded(@Nullable String text) {
        return text == null || text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
    }

    private GenAiSeries series(
            GenAi named, @Nullable String request, @Nullable String response, @Nullable String error) {
        GenAiSeries known = find(sets, named, request, response, error);
        if (known != null) {
            return known;
        }
        if (sets.length < MOST_SETS) {
            GenAiSeries made = add(named, request, response, error);
            if (made != null) {
                return made;
            }
        }
        String otherError = error == null ? null : OTHER;
        known = find(others, named, OTHER, OTHER, otherError);
        return known == null ? addOther(named, otherError) : known;
    }

    private static @Nullable GenAiSeries find(
            GenAiSeries[] among,
            GenAi named,
            @Nullable String request,
            @Nullable String response,
            @Nullable String error) {
        for (GenAiSeries series : among) {
            if (series.isOf(named.provider(), named.operation(), request, response, error)) {
                return series;
            }
        }
        return null;
    }

    /** Null where there are too many. */
    private synchronized @Nullable GenAiSeries add(
            GenAi named, @Nullable String request, @Nullable String response, @Nullable String error) {
        GenAiSeries known = find(sets, named, request, response, error);
        if (known != null || sets.length >= MOST_SETS) {
            return known;
        }
        GenAiSeries made = new GenAiSeries(named.provider(), named.operation(), request, response, error);
        sets = with(sets, made);
        return made;
    }

    private synchronized GenAiSeries addOther(GenAi named, @Nullable String error) {
        GenAiSeries known = find(others, named, OTHER, OTHER, error);
        if (known != null) {
            return known;
        }
        GenAiSeries made = new GenAiSeries(named.provider(), named.operation(), OTHER, OTHER, error);
        others = with(others, made);
        return made;
    }

    private static GenAiSeries[] with(GenAiSeries[] before, GenAiSeries more) {
        GenAiSeries[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = more;
        return all;
    }

    /** Everything as it is now; one writer at a time. */
    synchronized void writeTo(MetricJson json) throws IOException {
        write(json, "operation.duration", "GenAI operation duration.", "s", SECONDS, Figure.DURATION);
        write(
                json,
                "token.usage",
                "Number of input and output tokens used.",
                "{token}",
                TOKENS,
                Figure.INPUT_TOKENS,
                Figure.OUTPUT_TOKENS);
        write(
                json,
                "operation.time_to_first_chunk",
                "Time to receive the first chunk of a stream.",
                "s",
                SECONDS,
                Figure.FIRST_CHUNK);
        write(
                json,
                "operation.time_per_output_chunk",
                "Time from one chunk of a stream to the next.",
                "s",
                SECONDS,
                Figure.CHUNK_GAP);
    }

    private void write(
            MetricJson json, String name, String description, String unit, double[] bounds, Figure... figures)
            throws IOException {
        GenAiSeries[][] all = {sets, others};
        boolean begun = false;
        for (Figure figure : figures) {
            for (GenAiSeries[] some : all) {
                for (GenAiSeries series : some) {
                    if (!series.has(figure)) {
                        continue;
                    }
                    if (!begun) {
                        json.begin(
                                "gen_ai.client." + name, description, unit, MetricJson.Kind.HISTOGRAM, sinceUnixNanos);
                        begun = true;
                    }
                    series.writeTo(json, figure, scratch, bounds);
                }
            }
        }
    }
}
