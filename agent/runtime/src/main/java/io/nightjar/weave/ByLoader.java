package io.nightjar.weave;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One value for each class loader, which is held weakly and known by its identity: a loader is the application's, and so may
 * be its {@code equals}. A value must not refer to its loader. Thread-safe.
 */
final class ByLoader<V> {
    private static final Object BOOTSTRAP = new Object();

    private final Map<Key, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** The value of a loader, null where there is none. */
    @Nullable V get(@Nullable ClassLoader loader) {
        return values.get(new Key(loader, null));
    }

    /** The value of a loader, which is the given one where there was none. */
    V getOrPut(@Nullable ClassLoader loader, V value) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            values.remove(gone);
        }
        V before = values.putIfAbsent(new Key(loader, collected), value);
        return before == null ? value : before;
    }

    /** Forgets the values of all loaders. */
    void clear() {
        values.clear();
    }

    /** The values of all loaders that are alive, or were lately. */
    List<V> all() {
        return new ArrayList<>(values.values());
    }

    /** A loader by its identity. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(@Nullable ClassLoader loader, @Nullable ReferenceQueue<Object> queue) {
            super(loader == null ? BOOTSTRAP : loader, queue);
            this.hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Key key && key.refersTo(mine);
        }
    }
}
