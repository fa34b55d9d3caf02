package io.nightjar.observe;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import io.nightjar.record.SpanIds;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What is known of a call beside its objects: the current thread, its diagnostic context, the woven class's loader. Thread-safe. */
public final class CallContext {
    /** The loader of the woven classes; an observer lives as long as the agent, so it is held weakly. */
    private final WeakReference<ClassLoader> loader;

    private final DiagnosticContext diagnostics;
    private final SpanReader spans;
    private final CallDepth groups;
    private final AgentLog log;

    /** @param loader of the woven classes, null for the JVM's own */
    public CallContext(@Nullable ClassLoader loader, CallDepth groups, AgentLog log) {
        this.loader = new WeakReference<>(loader);
        this.diagnostics = new DiagnosticContext(loader);
        this.spans = new SpanReader(loader);
        this.groups = groups;
        this.log = log;
    }

    /** What stands at a path of the context; null where it is missing, or cannot be read. */
    @Nullable
    Object read(ValuePath path) {
        boolean began = groups.beginOwn();
        try {
            ClassLoader woven = loader.get();
            return switch (path.root()) {
                case THREAD -> Thread.currentThread().getName();
                case LOADER -> woven == null ? null : nameOf(woven);
                case MDC -> diagnostics.get(path.names().get(0));
                case TRACE -> traceId(spans.current());
                default -> null;
            };
        } catch (Throwable thrown) {
            log.failure("weave.label", thrown);
            return null;
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }

    private static @Nullable String traceId(@Nullable SpanIds ids) {
        return ids == null ? null : ids.traceId();
    }

    /** A loader's own name; of one that has none, its class. */
    private static String nameOf(ClassLoader loader) {
        String name = loader.getName();
        return name == null || name.isEmpty() ? loader.getClass().getName() : name;
    }
}
