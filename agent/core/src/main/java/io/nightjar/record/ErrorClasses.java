package io.nightjar.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Failed calls by exception class, with its code where it has one: the first 15 of these by name, the rest as {@code other}. Thread-safe, lock-free. */
final class ErrorClasses {
    /*
     * The table is an immutable array that only grows, replaced by CAS; an entry keeps its place for ever. Classes are
     * kept by name, so that the table keeps no class loader alive.
     */
    static final String OTHER = "other";
    private static final int LIMIT = 15;

    private record Entry(String className, LongAdder count) {}

    private final AtomicReference<Entry[]> entries = new AtomicReference<>(new Entry[0]);

    void count(String className) {
        Entry[] seen = entries.get();
        Entry entry = find(seen, className);
        while (entry == null) {
            Entry[] grown = grow(seen, seen.length < LIMIT ? className : OTHER);
            entry = entries.compareAndSet(seen, grown) ? grown[seen.length] : null;
            seen = entries.get();
            entry = entry == null ? find(seen, className) : entry;
        }
        entry.count().increment();
    }

    /**
     * The counts in the table's order; null before the first failure.
     *
     * @param before what is returned where nothing has changed since
     */
    long @Nullable [] counts(long @Nullable [] before) {
        Entry[] seen = entries.get();
        if (seen.length == 0 || before != null && isStill(before, seen)) {
            return before;
        }
        long[] counts = new long[seen.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = seen[i].count().sum();
        }
        return counts;
    }

    private static boolean isStill(long[] before, Entry[] seen) {
        boolean still = before.length == seen.length;
        for (int i = 0; still && i < seen.length; i++) {
            still = before[i] == seen[i].count().sum();
        }
        return still;
    }

    /** Shows each class with its count, in the table's order. */
    void show(FailureVisitor visitor) {
        for (Entry entry : entries.get()) {
            visitor.failed(entry.className(), entry.count().sum());
        }
    }

    /** Counts less what they were before, by class, most frequent first. */
    Map<String, Long> since(long @Nullable [] before) {
        Entry[] seen = entries.get();
        Map<String, Long> result = new LinkedHashMap<>();
        if (seen.length == 0) {
            return result;
        }
        List<Map.Entry<String, Long>> grown = new ArrayList<>(seen.length);
        for (int i = 0; i < seen.length; i++) {
            long base = before != null && i < before.length ? before[i] : 0;
            long count = seen[i].count().sum() - base;
            if (count > 0) {
                grown.add(Map.entry(seen[i].className(), count));
            }
        }
        grown.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
        grown.forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    private static @Nullable Entry find(Entry[] entries, String className) {
        for (Entry entry : entries) {
            if (entry.className().equals(className)) {
                return entry;
            }
        }
        return entries.length > LIMIT ? entries[LIMIT] : null;
    }

    private static Entry[] grow(Entry[] entries, String className) {
        Entry[] grown = new Entry[entries.length + 1];
        System.arraycopy(entries, 0, grown, 0, entries.length);
        grown[entries.length] = new Entry(className, new LongAdder());
        return grown;
    }
}
