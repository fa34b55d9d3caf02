package io.nightjar.observe;

import static java.lang.invoke.MethodType.methodType;

import io.nightjar.record.SpanIds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** How one OpenTelemetry API is asked for its current span. Immutable. */
final class SpanHandles {
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    /** Kept with the API's class {@code Span}. */
    private static final ClassValue<SpanHandles> OF_SPAN = new ClassValue<>() {
        @Override
        protected SpanHandles computeValue(Class<?> span) {
            Class<?> context = SpanReader.contextOf(span);
            try {
                if (context != null) {
                    return of(span, context);
                }
            } catch (ReflectiveOperationException strange) {
                throw new IllegalStateException("an unknown OpenTelemetry API", strange);
            }
            throw new IllegalStateException("an OpenTelemetry API without contexts of spans");
        }
    };

    private final MethodHandle current;
    private final MethodHandle context;
    private final MethodHandle isValid;
    private final MethodHandle traceId;
    private final MethodHandle spanId;

    private SpanHandles(Class<?> span, Class<?> spanContext) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        current = lookup.findStatic(span, "current", methodType(span)).asType(methodType(Object.class));
        context = lookup.findVirtual(span, "getSpanContext", methodType(spanContext))
                .asType(methodType(Object.class, Object.class));
        isValid = lookup.findVirtual(spanContext, "isValid", methodType(boolean.class))
                .asType(methodType(boolean.class, Object.class));
        traceId = lookup.findVirtual(spanContext, "getTraceId", methodType(String.class))
                .asType(methodType(String.class, Object.class));
        spanId = lookup.findVirtual(spanContext, "getSpanId", methodType(String.class))
                .asType(methodType(String.class, Object.class));
    }

    static SpanHandles of(Class<?> span, Class<?> spanContext) throws ReflectiveOperationException {
        return new SpanHandles(span, spanContext);
    }

    static SpanHandles of(Class<?> span) {
        return OF_SPAN.get(span);
    }

    /** The current span; null where none is, or an invalid one. */
    @Nullable
    SpanIds current() throws Throwable {
        Object span = (Object) current.invokeExact();
        Object ids = span == null ? null : (Object) context.invokeExact(span);
        if (ids == null || !(boolean) isValid.invokeExact(ids)) {
            return null;
        }
        String trace = (String) traceId.invokeExact(ids);
        String own = (String) spanId.invokeExact(ids);
        return isId(trace, TRACE_DIGITS) && isId(own, SPAN_DIGITS) ? new SpanIds(trace, own) : null;
    }

    /** Whether a text is an id: an application can have spans of its own making. */
    private static boolean isId(@Nullable String text, int digits) {
        if (text == null || text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }
}
