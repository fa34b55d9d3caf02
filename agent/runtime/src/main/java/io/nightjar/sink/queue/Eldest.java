package io.nightjar.sink.queue;

import java.util.Iterator;
import java.util.Map;

/**
 * The bound of maps that keep their order. A subclass of LinkedHashMap would do it too, but when the first one is loaded the
 * JVM discards the application's code that it compiled on the assumption that there is none.
 */
public final class Eldest {
    private Eldest() {}

    /** Forgets the entry that was put first where there are more than so many; called after each put. */
    public static void forgetBeyond(int capacity, Map<?, ?> map) {
        if (map.size() > capacity) {
            Iterator<?> keys = map.keySet().iterator();
            keys.next();
            keys.remove();
        }
    }
}
