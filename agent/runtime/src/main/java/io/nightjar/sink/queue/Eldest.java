package io.nightjar.sink.queue;

import java.util.Iterator;
import java.util.Map;

/**
 * The bound of maps that keep their order. No subclass of LinkedHashMap says it: the first one that is loaded makes the JVM
 * throw away what it compiled of the application in the belief that there is none.
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
