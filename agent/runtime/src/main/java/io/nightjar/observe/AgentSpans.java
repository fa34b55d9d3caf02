package io.nightjar.observe;

import io.nightjar.host.Privileged;
import io.nightjar.record.SpanIds;
import org.jspecify.annotations.Nullable;

/** The current span by the API that OpenTelemetry's agent puts into the bootstrap loader under a name of its own. Thread-safe. */
final class AgentSpans {
    private static final String SHADED = "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.";
    /** Where the class is missing, looking for it takes an exception. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static volatile @Nullable SpanHandles handles;
    private static volatile boolean looked;
    private static volatile long lookedNanos;

    private AgentSpans() {}

    static @Nullable SpanIds current() throws Throwable {
        SpanHandles found = handles;
        if (found == null) {
            long now = System.nanoTime();
            found = Privileged.isManaged() ? Privileged.call(() -> look(now)) : look(now);
        }
        return found == null ? null : found.current();
    }

    private static @Nullable SpanHandles look(long nowNanos) throws ReflectiveOperationException {
        if (looked && nowNanos - lookedNanos < PATIENCE_NANOS) {
            return null;
        }
        lookedNanos = nowNanos;
        looked = true;
        try {
            Class<?> span = Class.forName(SHADED + "Span", false, null);
            SpanHandles found = SpanHandles.of(span, Class.forName(SHADED + "SpanContext", false, null));
            handles = found;
            return found;
        } catch (ClassNotFoundException noSuchAgent) {
            return null;
        }
    }
}
