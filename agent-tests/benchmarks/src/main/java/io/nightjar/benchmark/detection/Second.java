package io.nightjar.benchmark.detection;

import org.jspecify.annotations.Nullable;

/** What one operation did in one second. Written anew for each, so that weeks make no garbage. */
final class Second {
    /** How many seconds ago the week began. */
    long index;
    /** Of the wall clock, 0 to 167. */
    int hourOfWeek;
    /** The process has ended and another one has taken its place. */
    boolean restarted;

    int calls;
    int errors;
    /** Sums of {@code io.nightjar.record.Logs} over succeeded calls. */
    long durationLogs;
    /** The sum that means are made of. */
    double durationNanos;

    long firstChunkLogs;
    double firstChunkNanos;
    long tokenLogs;
    double tokens;

    /** What each succeeded call is given to; null where only sums are wanted. */
    @Nullable
    CallListener listener;

    /** Counts a succeeded call, given its figures in {@link Steps}. */
    void call(int duration, int firstChunk, int token) {
        durationLogs += Steps.logs(duration);
        durationNanos += Steps.value(duration);
        firstChunkLogs += Steps.logs(firstChunk);
        firstChunkNanos += Steps.value(firstChunk);
        tokenLogs += Steps.logs(token);
        tokens += Steps.value(token);
        if (listener != null) {
            listener.called(Steps.value(duration), Steps.value(firstChunk), Steps.value(token));
        }
    }

    void clear() {
        restarted = false;
        calls = 0;
        errors = 0;
        durationLogs = 0;
        durationNanos = 0;
        firstChunkLogs = 0;
        firstChunkNanos = 0;
        tokenLogs = 0;
        tokens = 0;
    }

    int succeeded() {
        return calls - errors;
    }
}
