package io.nightjar.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a log says of a call beyond time, operation, duration and outcome; numbers are {@link LoggedCall#ABSENT} where it does not. Immutable. */
record CallExtras(
        @Nullable String exception,
        long firstChunkNanos,
        long chunks,
        long inputTokens,
        long outputTokens,
        Map<String, String> labels) {}
