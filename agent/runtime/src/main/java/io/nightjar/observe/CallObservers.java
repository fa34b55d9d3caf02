package io.nightjar.observe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The call observers by their ids, which woven code carries as constants; an observer is never removed, and one
 * with the same key is made once however many classes refer to it. Thread-safe.
 */
public final class CallObservers {
    private final Map<String, Integer> ids = new HashMap<>();
    private volatile CallObserver[] observers = {};

    public CallObserver get(int id) {
        return observers[id];
    }

    public synchronized int idOf(String key) {
        Integer id = ids.get(key);
        return id == null ? -1 : id;
    }

    /** Adds observers and returns the id of the first, which the key remembers; the others have the ids after it. */
    public synchronized int add(String key, CallObserver... added) {
        int id = observers.length;
        CallObserver[] more = Arrays.copyOf(observers, id + added.length);
        System.arraycopy(added, 0, more, id, added.length);
        ids.put(key, id);
        observers = more;
        return id;
    }
}
