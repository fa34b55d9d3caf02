package io.nightjar.observe;

import io.nightjar.host.Privileged;
import io.nightjar.record.SpanIds;
import org.jspecify.annotations.Nullable;

/**
 * The span that is current on a thread, by the OpenTelemetry API that the application of a woven class has loaded and used,
 * or else by the one that OpenTelemetry's agent keeps for itself. Thread-safe.
 */
public final class SpanReader {
    private static final String SPAN = "io.opentelemetry.api.trace.Span";
    private static final String SPAN_CONTEXT = "io.opentelemetry.api.trace.SpanContext";
    private static final String CONTEXT = "io.opentelemetry.context.Context";
    /** Loaded with the first use of a context: to ask before that would set up the application's contexts for it. */
    private static final String STORAGE = "io.opentelemetry.context.LazyStorage";

    private final LoadedType span;

    /** @param loader of the woven class, null for the JVM's own */
    public SpanReader(@Nullable ClassLoader loader) {
        span = new LoadedType(loader, SPAN);
    }

    /** Whether it reads for the classes of a loader; null: for those of one that was collected, or of the JVM's own. */
    boolean isOf(@Nullable ClassLoader loader) {
        return span.isOf(loader);
    }

    /** The current span; null where none is, or an invalid one. */
    @Nullable
    SpanIds current() throws Throwable {
        SpanHandles own = Privileged.isManaged() ? Privileged.get(this::used) : used();
        SpanIds ids = own == null ? null : own.current();
        return ids == null ? AgentSpans.current() : ids;
    }

    private @Nullable SpanHandles used() {
        Class<?> loaded = span.get();
        return loaded == null || !isUsed(loaded) ? null : SpanHandles.of(loaded);
    }

    private static boolean isUsed(Class<?> span) {
        if (contextOf(span) == null) {
            return false;
        }
        Class<?> context = LoadedType.by(span.getClassLoader(), CONTEXT);
        return context != null && LoadedType.by(context.getClassLoader(), STORAGE) != null;
    }

    /** The class of the contexts of such spans; null where it is not loaded. */
    static @Nullable Class<?> contextOf(Class<?> span) {
        return LoadedType.by(span.getClassLoader(), SPAN_CONTEXT);
    }
}
