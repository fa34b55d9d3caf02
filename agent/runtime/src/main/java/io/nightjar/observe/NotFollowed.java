package io.nightjar.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The operations of which calls end as they return, because what they return, or receive, cannot be followed to its
 * end. Bounded. Thread-safe; adding takes no lock and logs nothing, because it happens in the application's calls.
 */
public final class NotFollowed {
    private static final int MOST = 200;

    /** For each class the operations of which it is known, so that a call that finds it so allocates nothing. */
    private final ClassValue<Set<String>> known = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return ConcurrentHashMap.newKeySet();
        }
    };

    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Entry> unreported = new ConcurrentLinkedQueue<>();

    /**
     * One operation, and the class that cannot be followed.
     *
     * @param operation its name
     * @param type dotted name of a class
     */
    public record Entry(String operation, String type) {}

    public void add(String operation, Class<?> type) {
        Set<String> operations = known.get(type);
        if (!operations.contains(operation) && operations.add(operation)) {
            String name = type.getName();
            // Each lambda has a name of its own, which adds nothing to where it is written.
            int lambda = name.indexOf("$$Lambda");
            add(operation, lambda < 0 ? name : name.substring(0, lambda) + "$$Lambda");
        }
    }

    public void add(String operation, String type) {
        Entry entry = new Entry(operation, type);
        if (entries.size() < MOST && entries.add(entry)) {
            unreported.add(entry);
        }
    }

    /** All that were seen, in no order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Those seen since the last time. */
    public List<Entry> takeUnreported() {
        if (unreported.isEmpty()) {
            return List.of();
        }
        List<Entry> taken = new ArrayList<>();
        for (Entry entry = unreported.poll(); entry != null; entry = unreported.poll()) {
            taken.add(entry);
        }
        return taken;
    }
}
