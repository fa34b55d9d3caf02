package io.nightjar.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The operations of which calls end as they return, because what they return, or are handed, cannot be followed to its
 * end. Bounded. Thread-safe; adding takes no lock and logs nothing, because it happens in the application's calls.
 */
public final class NotFollowed {
    private static final int MOST = 200;

    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Entry> unsaid = new ConcurrentLinkedQueue<>();

    /**
     * One operation, and the class that cannot be followed.
     *
     * @param operation its name
     * @param type dotted name of a class
     */
    public record Entry(String operation, String type) {}

    void add(String operation, String type) {
        Entry entry = new Entry(operation, type);
        if (entries.size() < MOST && entries.add(entry)) {
            unsaid.add(entry);
        }
    }

    /** All that were seen, in no order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Those seen since the last time. */
    List<Entry> takeUnsaid() {
        List<Entry> taken = new ArrayList<>();
        for (Entry entry = unsaid.poll(); entry != null; entry = unsaid.poll()) {
            taken.add(entry);
        }
        return taken;
    }
}
