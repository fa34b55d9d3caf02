package io.nightjar.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Counters of calls by operation and labels, bounded; what is beyond goes to one set. Thread-safe. */
final class LabelSets {
    private static final int LONGEST_VALUE = 100;
    private static final int NO_OPERATION = -1;

    private record Key(int operationId, Map<String, String> labels) {}

    private final int limit;
    private final Map<Key, LabelCounters> sets = new ConcurrentHashMap<>();
    /** All sets but the one for the rest, linked from the newest to the oldest: a reader walks as far as it has been before. */
    private final AtomicReference<@Nullable LabelCounters> newest = new AtomicReference<>();

    private final AtomicInteger size = new AtomicInteger();
    private final AtomicReference<@Nullable LabelCounters> other = new AtomicReference<>();
    private final AtomicLong refused = new AtomicLong();

    LabelSets(int limit) {
        this.limit = limit;
    }

    void completed(int operationId, CallDetails details, long elapsedNanos, boolean failed) {
        set(operationId, details.labels()).completed(details, elapsedNanos, failed);
    }

    void cancelled(int operationId, CallDetails details) {
        set(operationId, details.labels()).cancelled(details);
    }

    /** Calls whose labels were beyond the limit and were counted in the one set for all of them. */
    long refused() {
        return refused.get();
    }

    /** The set that was seen last; null before the first. */
    @Nullable
    LabelCounters newest() {
        return newest.get();
    }

    List<LabelSetSnapshot> snapshot(IntFunction<String> operationNames) {
        List<LabelSetSnapshot> snapshots = new ArrayList<>();
        sets.forEach((key, set) -> snapshots.add(set.snapshot(operationNames.apply(key.operationId()))));
        LabelCounters rest = other.get();
        if (rest != null) {
            snapshots.add(rest.snapshot(OperationTable.OTHER));
        }
        return List.copyOf(snapshots);
    }

    private LabelCounters set(int operationId, Map<String, String> labels) {
        Key key = new Key(operationId, cut(labels));
        LabelCounters set = sets.get(key);
        if (set != null) {
            return set;
        }
        if (size.get() >= limit || size.getAndIncrement() >= limit) {
            refused.getAndIncrement();
            LabelCounters rest = other.get();
            return rest == null ? createOther() : rest;
        }
        LabelCounters created = new LabelCounters(operationId, key.labels());
        LabelCounters before = sets.putIfAbsent(key, created);
        if (before != null) {
            size.getAndDecrement();
            return before;
        }
        link(created);
        return created;
    }

    private LabelCounters createOther() {
        LabelCounters created = new LabelCounters(NO_OPERATION, Map.of());
        LabelCounters before = other.compareAndExchange(null, created);
        return before == null ? created : before;
    }

    private void link(LabelCounters created) {
        LabelCounters before;
        do {
            before = newest.get();
            created.older(before);
        } while (!newest.compareAndSet(before, created));
    }

    private static Map<String, String> cut(Map<String, String> labels) {
        for (String value : labels.values()) {
            if (value.length() > LONGEST_VALUE) {
                Map<String, String> cut = new HashMap<>(labels);
                cut.replaceAll((name, v) -> v.length() > LONGEST_VALUE ? v.substring(0, LONGEST_VALUE) : v);
                return cut;
            }
        }
        return labels;
    }
}
