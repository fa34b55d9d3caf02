package io.nightjar.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;

/** Counters of calls by operation and labels, bounded; what is beyond goes to one set. Thread-safe. */
final class LabelSets {
    private static final int LONGEST_VALUE = 100;
    private static final int CALLS = 0;
    private static final int ERRORS = 1;
    private static final int CANCELLED = 2;
    private static final int TOTAL_NANOS = 3;
    private static final int INPUT_TOKENS = 4;
    private static final int OUTPUT_TOKENS = 5;
    private static final int WORDS = 6;

    private record Key(int operationId, Map<String, String> labels) {}

    private final int limit;
    private final Map<Key, AtomicLongArray> sets = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLongArray other = new AtomicLongArray(WORDS);
    private final AtomicLong refused = new AtomicLong();

    LabelSets(int limit) {
        this.limit = limit;
    }

    void completed(int operationId, CallDetails details, long elapsedNanos, boolean failed) {
        AtomicLongArray set = set(operationId, details.labels());
        set.getAndIncrement(CALLS);
        set.getAndAdd(TOTAL_NANOS, elapsedNanos);
        addTokens(set, details);
        if (failed) {
            set.getAndIncrement(ERRORS);
        }
    }

    /** What was read and written before the end was paid for as well. */
    void cancelled(int operationId, CallDetails details) {
        AtomicLongArray set = set(operationId, details.labels());
        set.getAndIncrement(CANCELLED);
        addTokens(set, details);
    }

    private static void addTokens(AtomicLongArray set, CallDetails details) {
        set.getAndAdd(INPUT_TOKENS, details.inputTokens().orElse(0));
        set.getAndAdd(OUTPUT_TOKENS, details.outputTokens().orElse(0));
    }

    /** Calls whose labels were beyond the limit and were counted in the one set for all of them. */
    long refused() {
        return refused.get();
    }

    List<LabelSetSnapshot> snapshot(IntFunction<String> operationNames) {
        List<LabelSetSnapshot> snapshots = new ArrayList<>();
        sets.forEach((key, set) -> snapshots.add(snapshot(operationNames.apply(key.operationId()), key.labels(), set)));
        if (refused.get() > 0) {
            snapshots.add(snapshot(OperationTable.OTHER, Map.of(), other));
        }
        return List.copyOf(snapshots);
    }

    private AtomicLongArray set(int operationId, Map<String, String> labels) {
        Key key = new Key(operationId, cut(labels));
        AtomicLongArray set = sets.get(key);
        if (set != null) {
            return set;
        }
        if (size.get() >= limit || size.getAndIncrement() >= limit) {
            refused.getAndIncrement();
            return other;
        }
        AtomicLongArray created = new AtomicLongArray(WORDS);
        AtomicLongArray before = sets.putIfAbsent(key, created);
        if (before != null) {
            size.getAndDecrement();
            return before;
        }
        return created;
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

    private static LabelSetSnapshot snapshot(String operation, Map<String, String> labels, AtomicLongArray set) {
        long errors = set.get(ERRORS);
        return new LabelSetSnapshot(
                operation,
                labels,
                set.get(CALLS),
                errors,
                set.get(CANCELLED),
                set.get(TOTAL_NANOS),
                set.get(INPUT_TOKENS),
                set.get(OUTPUT_TOKENS));
    }
}
