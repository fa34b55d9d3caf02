package io.nightjar.record;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Counters, which only grow, of the calls of one operation with one set of labels. Thread-safe, lock-free. */
public final class LabelCounters {
    private static final int CALLS = 0;
    private static final int ERRORS = 1;
    private static final int CANCELLED = 2;
    private static final int TOTAL_NANOS = 3;
    private static final int INPUT_TOKENS = 4;
    private static final int OUTPUT_TOKENS = 5;
    private static final int WORDS = 6;

    private final int operationId;
    private final Map<String, String> labels;
    private final AtomicLongArray counts = new AtomicLongArray(WORDS);
    /** Written before this one can be found. */
    private @Nullable LabelCounters older;

    LabelCounters(int operationId, Map<String, String> labels) {
        this.operationId = operationId;
        this.labels = labels;
    }

    void completed(CallDetails details, long elapsedNanos, boolean failed) {
        counts.getAndIncrement(CALLS);
        counts.getAndAdd(TOTAL_NANOS, elapsedNanos);
        addTokens(details);
        if (failed) {
            counts.getAndIncrement(ERRORS);
        }
    }

    /** What was read and written before the end was paid for as well. */
    void cancelled(CallDetails details) {
        counts.getAndIncrement(CANCELLED);
        addTokens(details);
    }

    private void addTokens(CallDetails details) {
        counts.getAndAdd(INPUT_TOKENS, details.inputTokens().orElse(0));
        counts.getAndAdd(OUTPUT_TOKENS, details.outputTokens().orElse(0));
    }

    void older(@Nullable LabelCounters newOlder) {
        older = newOlder;
    }

    /** The operation's id. */
    public int operationId() {
        return operationId;
    }

    /** The labels, as they were cut. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Completed calls, failed ones included. */
    public long calls() {
        return counts.get(CALLS);
    }

    /** Failed calls. */
    public long errors() {
        return counts.get(ERRORS);
    }

    /** Cancelled calls. */
    public long cancelled() {
        return counts.get(CANCELLED);
    }

    /** The sum of the completed calls' durations. */
    public long totalNanos() {
        return counts.get(TOTAL_NANOS);
    }

    /** Tokens read, as far as calls reported them. */
    public long inputTokens() {
        return counts.get(INPUT_TOKENS);
    }

    /** Tokens written, as far as calls reported them. */
    public long outputTokens() {
        return counts.get(OUTPUT_TOKENS);
    }

    /** The set that was seen before this one; null where this is the first. */
    public @Nullable LabelCounters older() {
        return older;
    }

    LabelSetSnapshot snapshot(String operation) {
        long errors = errors();
        return new LabelSetSnapshot(
                operation, labels, calls(), errors, cancelled(), totalNanos(), inputTokens(), outputTokens());
    }
}
