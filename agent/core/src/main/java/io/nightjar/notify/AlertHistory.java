package io.nightjar.notify;

import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The newest alerts with what became of them, so many and no more. Thread-safe, lock-free. */
final class AlertHistory {
    /*
     * A ring. A writer draws a number and puts its alert, with the number, into the number's slot; a writer that was
     * overtaken by a whole round leaves the newer entry where it is. A reader walks the numbers from the newest back and
     * takes an entry only where its number fits the slot: so an alert is seen once or not at all, and one whose writer
     * has returned is seen as long as it is among the newest. What becomes of an alert later is a new entry of the same
     * number, put in place by CAS.
     */
    private record Entry(long number, AlertRecord alert) {}

    private final AtomicReferenceArray<@Nullable Entry> slots;
    private final AtomicLong next = new AtomicLong();

    AlertHistory(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    int size() {
        return slots.length();
    }

    void add(AlertRecord alert) {
        if (slots.length() == 0) {
            return;
        }
        Entry entry = new Entry(next.getAndIncrement(), alert);
        int slot = (int) (entry.number() % slots.length());
        Entry seen = slots.get(slot);
        while ((seen == null || seen.number() < entry.number()) && !slots.compareAndSet(slot, seen, entry)) {
            seen = slots.get(slot);
        }
    }

    /** Notes that an alert has arrived; false where it is not kept. */
    boolean arrived(String id, String destination, Instant at) {
        AlertRecord.Arrival arrival = new AlertRecord.Arrival(destination, at);
        Set<String> changed = change(Set.of(id), known -> {
            List<AlertRecord.Arrival> sentTo = new ArrayList<>(known.sentTo());
            sentTo.add(arrival);
            return new AlertRecord(known.alert(), sentTo, known.heldBy(), known.silencedBy());
        });
        return !changed.isEmpty();
    }

    /** Notes that nothing holds these alerts any more; those of them that are kept. */
    Set<String> released(Set<String> ids) {
        return change(ids, known -> new AlertRecord(known.alert(), known.sentTo(), null, null));
    }

    /** In one pass, because there may be as many alerts as are kept. */
    private Set<String> change(Set<String> ids, UnaryOperator<AlertRecord> change) {
        Set<String> changed = new HashSet<>();
        long end = next.get();
        for (long number = end - 1;
                number >= Math.max(0, end - slots.length()) && changed.size() < ids.size();
                number--) {
            int slot = (int) (number % slots.length());
            Entry seen = slots.get(slot);
            while (seen != null
                    && seen.number() == number
                    && ids.contains(seen.alert().alert().id())) {
                if (slots.compareAndSet(slot, seen, new Entry(number, change.apply(seen.alert())))) {
                    changed.add(seen.alert().alert().id());
                    break;
                }
                seen = slots.get(slot);
            }
        }
        return changed;
    }

    /** The newest alerts of a type, oldest first. */
    List<AlertRecord> newest(@Nullable AlertType type, int limit) {
        Deque<AlertRecord> found = new ArrayDeque<>();
        long end = next.get();
        for (long number = end - 1; number >= Math.max(0, end - slots.length()) && found.size() < limit; number--) {
            Entry entry = slots.get((int) (number % slots.length()));
            if (entry != null
                    && entry.number() == number
                    && (type == null || entry.alert().alert().type() == type)) {
                found.addFirst(entry.alert());
            }
        }
        return new ArrayList<>(found);
    }

    /** A history of another size with the newest of this one. */
    AlertHistory resized(int newSize) {
        AlertHistory resized = new AlertHistory(newSize);
        newest(null, newSize).forEach(resized::add);
        return resized;
    }
}
