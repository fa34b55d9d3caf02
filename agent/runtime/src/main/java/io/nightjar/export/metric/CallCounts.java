package io.nightjar.export.metric;

import io.nightjar.record.LabelCounters;
import org.jspecify.annotations.Nullable;

/** The calls and tokens of an operation with one model, or without any. Confined to the look's lock. */
final class CallCounts {
    private static final long SURE_NANOS = 1_000_000_000L;

    final Counter ok;
    final Counter failed;
    final Counter cancelled;
    final Counter input;
    final Counter output;
    /** Calls that this look found, counted as late as could be. */
    long okAtMost;

    private boolean shown;
    private boolean seen;
    private long seenSinceNanos;

    CallCounts(String operation, String layer, @Nullable String model) {
        ok = new Counter(calls(operation, layer, model, "ok"));
        failed = new Counter(calls(operation, layer, model, "failed"));
        cancelled = new Counter(calls(operation, layer, model, "cancelled"));
        input = new Counter(tokens(operation, model, "input"));
        output = new Counter(tokens(operation, model, "output"));
    }

    private static MetricLabels calls(String operation, String layer, @Nullable String model, String outcome) {
        return model == null
                ? LabelText.labels("operation", operation, "layer", layer, "outcome", outcome)
                : LabelText.labels("operation", operation, "layer", layer, "model", model, "outcome", outcome);
    }

    private static MetricLabels tokens(String operation, @Nullable String model, String direction) {
        return model == null
                ? LabelText.labels("operation", operation, "direction", direction)
                : LabelText.labels("operation", operation, "model", model, "direction", direction);
    }

    /** Adds what a set of labels counts. */
    void add(LabelCounters set) {
        long errorsFirst = set.errors();
        long calls = set.calls();
        okAtMost += calls - errorsFirst;
        add(calls, set.errors(), set.cancelled(), set.inputTokens(), set.outputTokens());
    }

    /** Adds what an operation counts; completed calls are read before failed ones, so that those that succeeded are never too many. */
    void add(long calls, long errors, long cancelledCalls, long inputTokens, long outputTokens) {
        ok.found += calls - errors;
        failed.found += errors;
        cancelled.found += cancelledCalls;
        input.found += inputTokens;
        output.found += outputTokens;
    }

    /** Takes away what was counted with a model, which is read later than what was counted in all: so too little is left for a while, and never too much. */
    void subtract(CallCounts model) {
        ok.found -= model.okAtMost;
        failed.found -= model.failed.found;
        cancelled.found -= model.cancelled.found;
        input.found -= model.input.found;
        output.found -= model.output.found;
    }

    /** Ends a look at calls with a model, or at those of an operation of which no call has one: they are shown once one has ended. */
    void take() {
        shown |= isFound();
        takeAll();
    }

    /**
     * Ends a look at what is left of an operation whose calls have models. A call is counted in all a moment before it is counted
     * with its model: so what is left is first shown once looks have found it for longer than such a moment lasts.
     */
    void takeRest(long nowNanos) {
        boolean found = isFound();
        seenSinceNanos = seen ? seenSinceNanos : nowNanos;
        shown |= seen && found && nowNanos - seenSinceNanos >= SURE_NANOS;
        seen = found;
        takeAll();
    }

    private boolean isFound() {
        return ok.found > 0 || failed.found > 0 || cancelled.found > 0;
    }

    private void takeAll() {
        okAtMost = 0;
        if (shown) {
            ok.take();
            failed.take();
            cancelled.take();
            input.take();
            output.take();
        } else {
            ok.found = 0;
            failed.found = 0;
            cancelled.found = 0;
            input.found = 0;
            output.found = 0;
        }
    }

    void addCallsTo(Samples samples) {
        if (shown) {
            samples.counter(ok);
            samples.counter(failed);
            samples.counter(cancelled);
        }
    }

    void addTokensTo(Samples samples) {
        if (input.shown() > 0 || output.shown() > 0) {
            samples.counter(input);
            samples.counter(output);
        }
    }
}
