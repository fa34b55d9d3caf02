package io.nightjar.observe;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The values of SLF4J's MDC of the application, once that has loaded it; one value is read, never all. Thread-safe. */
final class DiagnosticContext {
    private static final String MDC = "org.slf4j.MDC";

    /** {@code MDC.get(String)}, kept with its class. */
    private static final ClassValue<MethodHandle> GET = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> mdc) {
            try {
                return MethodHandles.publicLookup()
                        .findStatic(mdc, "get", MethodType.methodType(String.class, String.class));
            } catch (ReflectiveOperationException strange) {
                throw new IllegalStateException("an unknown MDC", strange);
            }
        }
    };

    private final LoadedType mdc;

    /** @param loader of the woven class, null for the JVM's own */
    DiagnosticContext(@Nullable ClassLoader loader) {
        mdc = new LoadedType(loader, MDC);
    }

    /** The value of a key on this thread; null for none. */
    @Nullable
    String get(String key) throws Throwable {
        Class<?> loaded = mdc.get();
        return loaded == null ? null : (String) GET.get(loaded).invokeExact(key);
    }
}
