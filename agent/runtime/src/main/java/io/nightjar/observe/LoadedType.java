package io.nightjar.observe;

import io.nightjar.hook.Hook;
import io.nightjar.host.Privileged;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A library's class as a woven class sees it: the one that its loader has loaded, or else one above that, or else the class
 * path's, which a loader that names no parent (Spark's child-first one) may still ask. Nothing is loaded to find it, and no loader
 * is asked; both are held weakly. Thread-safe.
 */
final class LoadedType {
    /** A class found above may give way to one that the loader itself loads later. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final WeakReference<ClassLoader> loader;
    private final String name;
    private volatile Found found = new Found(null, false, 0);

    private static final class Found extends WeakReference<Class<?>> {
        private final boolean own;
        private final long lookedNanos;

        Found(@Nullable Class<?> type, boolean own, long lookedNanos) {
            super(type);
            this.own = own;
            this.lookedNanos = lookedNanos;
        }
    }

    /** @param loader of the woven class, null for the JVM's own */
    LoadedType(@Nullable ClassLoader loader, String name) {
        this.loader = new WeakReference<>(loader);
        this.name = name;
    }

    boolean isOf(@Nullable ClassLoader other) {
        return loader.refersTo(other);
    }

    /** The class; null where it is not loaded. */
    @Nullable
    Class<?> get() {
        Found last = found;
        Class<?> type = last.get();
        if (type != null && (last.own || System.nanoTime() - last.lookedNanos < PATIENCE_NANOS)) {
            return type;
        }
        ClassLoader woven = loader.get();
        Class<?> now = Privileged.isManaged() ? Privileged.get(() -> look(woven)) : look(woven);
        if (now != null) {
            found = new Found(now, by(woven, name) == now, System.nanoTime());
        }
        return now;
    }

    private @Nullable Class<?> look(@Nullable ClassLoader woven) {
        ClassLoader classPath = ClassLoader.getSystemClassLoader();
        boolean asked = woven == null;
        Class<?> type = null;
        for (ClassLoader each = woven; type == null && each != null; each = each.getParent()) {
            type = by(each, name);
            asked |= each == classPath;
        }
        return asked || type != null ? type : by(classPath, name);
    }

    /** The class of that name which a loader has loaded; null for none. */
    static @Nullable Class<?> by(@Nullable ClassLoader loader, String name) {
        return loader == null ? null : Hook.loadedBy(loader, name);
    }
}
