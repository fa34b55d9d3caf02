package io.nightjar.benchmark.detection;

import io.nightjar.record.Totals;
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

    /** Adds this second to an operation's totals. */
    void addTo(long[] totals) {
        int succeeded = succeeded();
        totals[Totals.CALLS] += calls;
        totals[Totals.ERRORS] += errors;
        totals[Totals.DURATION_LOGS] += durationLogs;
        totals[Totals.FIRST_CHUNKS] += succeeded;
        totals[Totals.FIRST_CHUNK_NANOS] += (long) firstChunkNanos;
        totals[Totals.FIRST_CHUNK_LOGS] += firstChunkLogs;
        totals[Totals.OUTPUT_TOKENS] += (long) tokens;
        totals[Totals.TOKEN_CALLS] += succeeded;
        totals[Totals.TOKEN_LOGS] += tokenLogs;
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
