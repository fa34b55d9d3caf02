package io.nightjar.replay;

import io.nightjar.record.CallOutcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a log. Mutable, and the same object for all of them; confined to one thread. */
public final class LoggedCall {
    /** What stands for a number that the log does not have. */
    public static final long ABSENT = -1;

    private static final CallOutcome[] OUTCOMES = CallOutcome.values();

    private final NameTable operations;
    long endNanos;
    long durationNanos;
    int operation;
    int outcome;

    @Nullable
    CallExtras extras;

    LoggedCall(NameTable operations) {
        this.operations = operations;
    }

    /** When it ended, in nanoseconds since 1970. */
    public long endNanos() {
        return endNanos;
    }

    public long durationNanos() {
        return durationNanos;
    }

    /** A number for its operation: from 0 on, by first mention; the highest stands for all beyond the first {@link CallLogReader#MOST_OPERATIONS}. */
    public int operation() {
        return operation;
    }

    public String operationName() {
        return operations.text(operation);
    }

    public CallOutcome outcome() {
        return OUTCOMES[outcome];
    }

    /** The class of what it threw, with its code, as the log names it; null where it names none. */
    public @Nullable String exception() {
        return extras == null ? null : extras.exception();
    }

    /** The time to its first chunk; {@link #ABSENT} where the log does not say. */
    public long firstChunkNanos() {
        return extras == null ? ABSENT : extras.firstChunkNanos();
    }

    /** How many chunks it delivered; {@link #ABSENT} where the log does not say. */
    public long chunks() {
        return extras == null ? ABSENT : extras.chunks();
    }

    /** {@link #ABSENT} where the log does not say. */
    public long inputTokens() {
        return extras == null ? ABSENT : extras.inputTokens();
    }

    /** {@link #ABSENT} where the log does not say. */
    public long outputTokens() {
        return extras == null ? ABSENT : extras.outputTokens();
    }

    /** Its labels, those without a value left out. */
    public Map<String, String> labels() {
        return extras == null ? Map.of() : extras.labels();
    }

    /** Whether the log says anything of it beyond time, operation, duration and outcome. */
    public boolean hasExtras() {
        return extras != null;
    }
}
