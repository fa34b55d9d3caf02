package io.nightjar.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Succeeded calls that took longer than each of a few durations, counted exactly. Immutable but for its counts. Thread-safe, lock-free. */
final class SlowerCalls {
    static final SlowerCalls NONE = new SlowerCalls(List.of());

    private record Entry(long nanos, LongAdder count) {}

    private final List<Entry> entries;

    private SlowerCalls(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The same for other durations: what is counted of one that stays is kept. */
    SlowerCalls with(List<Long> durationsNanos) {
        if (durationsNanos.isEmpty()) {
            return NONE;
        }
        List<Entry> others = new ArrayList<>(durationsNanos.size());
        for (long nanos : durationsNanos) {
            Entry known = find(nanos);
            others.add(known == null ? new Entry(nanos, new LongAdder()) : known);
        }
        return new SlowerCalls(others);
    }

    /** A call succeeded. */
    void count(long elapsedNanos) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (elapsedNanos > entry.nanos) {
                entry.count.increment();
            }
        }
    }

    /** How many have taken longer, since this duration is counted; -1 where it is not. */
    long slowerThan(long nanos) {
        Entry entry = find(nanos);
        return entry == null ? -1 : entry.count.sum();
    }

    /** The shortest of the durations; the largest number where there is none. */
    long shortestNanos() {
        long shortest = Long.MAX_VALUE;
        for (Entry entry : entries) {
            shortest = Math.min(shortest, entry.nanos);
        }
        return shortest;
    }

    private @Nullable Entry find(long nanos) {
        for (Entry entry : entries) {
            if (entry.nanos == nanos) {
                return entry;
            }
        }
        return null;
    }
}
