package io.nightjar.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last classes that came by, because one may belong to a preset that only wakes up after it: the JVM shows a class
 * before the super types that it loads for it. Thread-safe, lock-free.
 */
final class RecentClasses {
    /** More than super types lie behind one another, and some for other threads. */
    private static final int KEPT = 16;

    private final AtomicReferenceArray<@Nullable Seen> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicInteger next = new AtomicInteger();

    private record Seen(String name, byte[] bytes) {}

    /** Remembers a class for a while; internal name. */
    void add(String name, byte[] bytes) {
        ring.lazySet(next.getAndIncrement() & KEPT - 1, new Seen(name, bytes));
    }

    /** Internal names of those that rules may concern, the class of that name left out. */
    List<String> concernedBy(RuleSet rules, String except) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            Seen seen = ring.get(i);
            if (seen != null && !seen.name().equals(except) && rules.mayConcern(seen.name(), seen.bytes())) {
                names.add(seen.name());
            }
        }
        return names;
    }
}
