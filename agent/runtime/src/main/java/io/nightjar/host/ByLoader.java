package io.nightjar.host;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One value for each class loader, which is held weakly and known by its identity: a loader is the application's, and so may
 * be its {@code equals}. A value must not refer to its loader. Thread-safe.
 */
public final class ByLoader<V> {
    private static final Object BOOTSTRAP = new Object();

    private final Map<WeakKey, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** The value of a loader, null where there is none. */
    public @Nullable V get(@Nullable ClassLoader loader) {
        return values.get(new WeakKey(known(loader), null));
    }

    /** The value of a loader, which is the given one where there was none. */
    public V getOrPut(@Nullable ClassLoader loader, V value) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            values.remove(gone);
        }
        V before = values.putIfAbsent(new WeakKey(known(loader), collected), value);
        return before == null ? value : before;
    }

    /** Forgets the values of all loaders. */
    public void clear() {
        values.clear();
    }

    /** The values of all loaders that are alive, or were lately. */
    public List<V> all() {
        return new ArrayList<>(values.values());
    }

    private static Object known(@Nullable ClassLoader loader) {
        return loader == null ? BOOTSTRAP : loader;
    }
}
