package io.nightjar.rule.reading;

import io.nightjar.record.Buckets;

/** What was added to a histogram: the buckets that have changed, each once, and by how much. Confined to its owner. */
final class SparseCounts {
    private final int[] buckets = new int[Buckets.COUNT];
    private final int[] counts = new int[Buckets.COUNT];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int bucket, int count) {
        buckets[size] = bucket;
        counts[size++] = count;
    }

    int size() {
        return size;
    }

    int bucket(int index) {
        return buckets[index];
    }

    int count(int index) {
        return counts[index];
    }
}
