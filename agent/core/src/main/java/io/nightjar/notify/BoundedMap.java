package io.nightjar.notify;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values by name, each made at its first mention, and one value for all names beyond a limit. Thread-safe, lock-free. */
public final class BoundedMap<V> {
    /*
     * The map in the reference is never written again once it is there; a new name is a new map, put in place by CAS.
     * So reading is a volatile load and a hash lookup, and every name has one value for ever.
     */
    private final int limit;
    private final Supplier<V> factory;
    private final V other;
    private final AtomicReference<Map<String, V>> values = new AtomicReference<>(Map.of());

    /** An empty map; values of names beyond the limit are one and the same. */
    public BoundedMap(int limit, Supplier<V> factory) {
        this.limit = limit;
        this.factory = factory;
        other = factory.get();
    }

    /** The value of a name, made here where the name is new. */
    public V get(String name) {
        V value = values.get().get(name);
        return value == null ? add(name) : value;
    }

    /** The value of a name that was mentioned before; null for any other, and for names beyond the limit. */
    public @Nullable V find(String name) {
        return values.get().get(name);
    }

    private V add(String name) {
        while (true) {
            Map<String, V> seen = values.get();
            V known = seen.get(name);
            if (known != null) {
                return known;
            }
            if (seen.size() >= limit) {
                return other;
            }
            Map<String, V> grown = new HashMap<>(seen);
            V created = factory.get();
            grown.put(name, created);
            if (values.compareAndSet(seen, grown)) {
                return created;
            }
        }
    }
}
