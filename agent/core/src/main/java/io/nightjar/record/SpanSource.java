package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/** Finds the span that is current on the calling thread; asked only as a slow or failed call ends. Thread-safe; throws nothing. */
@FunctionalInterface
public interface SpanSource {
    /** The span for a call of an operation; null where none is current. */
    @Nullable
    SpanIds current(String operation);
}
