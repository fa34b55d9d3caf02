package io.nightjar.replay;

import io.nightjar.record.CallOutcome;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The values of a single series as calls of one operation: a latency, a time to the first chunk or a number of tokens is one call, a
 * share of failures so many of a hundred, a rate so many calls a second since the value before. What is left over of a call
 * counts at the next value. Confined to one thread.
 */
final class SeriesCalls {
    private static final int CALLS_A_SHARE = 100;
    private static final double MOST_A_SECOND = 100_000;
    private static final double MOST_TOKENS = 1e9;
    private static final long SECOND_NANOS = 1_000_000_000;
    /** Between values that are further apart nothing is known. */
    private static final long MOST_APART_NANOS = 3_600 * SECOND_NANOS;

    private final Signal signal;
    private final LoggedCall call;
    private long previousNanos = Long.MIN_VALUE;
    private double left;

    SeriesCalls(Signal signal, String name) {
        this.signal = signal;
        call = LoggedCall.named(name);
    }

    int operation() {
        return call.operation;
    }

    /** Whether the signal can have such a value. */
    boolean isPossible(double value) {
        return switch (signal) {
            case LATENCY, FIRST_CHUNK -> value <= LogNumbers.MOST_MILLIS;
            case ERRORS -> value <= 1;
            case THROUGHPUT -> value <= MOST_A_SECOND;
            case TOKENS -> value <= MOST_TOKENS;
            case MEMORY -> false;
        };
    }

    /** Hands over the calls of a value, each the same object. */
    void value(long atNanos, double value, Consumer<LoggedCall> calls) {
        switch (signal) {
            case LATENCY -> one(atNanos, nanos(value), LoggedCall.ABSENT, LoggedCall.ABSENT, calls);
            case FIRST_CHUNK -> one(atNanos, 0, nanos(value), LoggedCall.ABSENT, calls);
            case TOKENS -> one(atNanos, 0, LoggedCall.ABSENT, Math.round(value), calls);
            case ERRORS -> share(atNanos, value, calls);
            default -> rate(atNanos, value, calls);
        }
        previousNanos = atNanos;
    }

    private void one(long atNanos, long durationNanos, long firstChunkNanos, long tokens, Consumer<LoggedCall> calls) {
        boolean plain = firstChunkNanos == LoggedCall.ABSENT && tokens == LoggedCall.ABSENT;
        long chunks = firstChunkNanos == LoggedCall.ABSENT ? LoggedCall.ABSENT : 1;
        call.extras = plain ? null : new CallExtras(null, firstChunkNanos, chunks, LoggedCall.ABSENT, tokens, Map.of());
        call.endNanos = atNanos;
        call.durationNanos = durationNanos;
        calls.accept(call);
    }

    private void share(long atNanos, double share, Consumer<LoggedCall> calls) {
        left += share * CALLS_A_SHARE;
        int failed = (int) Math.min(CALLS_A_SHARE, Math.floor(left));
        left -= failed;
        call.endNanos = atNanos;
        for (int i = 0; i < CALLS_A_SHARE; i++) {
            call.outcome = (i < failed ? CallOutcome.FAILED : CallOutcome.OK).ordinal();
            calls.accept(call);
        }
    }

    /** Second by second, in the middle of each, so that a look sees what it would have seen. */
    private void rate(long atNanos, double perSecond, Consumer<LoggedCall> calls) {
        if (previousNanos == Long.MIN_VALUE || atNanos - previousNanos > MOST_APART_NANOS) {
            left = 0;
            return;
        }
        for (long from = previousNanos; from < atNanos; from += SECOND_NANOS) {
            long nanos = Math.min(SECOND_NANOS, atNanos - from);
            left += perSecond * nanos / SECOND_NANOS;
            call.endNanos = from + nanos / 2;
            for (; left >= 1; left--) {
                calls.accept(call);
            }
        }
    }

    private static long nanos(double millis) {
        return Math.round(millis * LogNumbers.NANOS_PER_MILLI);
    }
}
