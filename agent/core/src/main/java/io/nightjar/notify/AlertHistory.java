package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The newest alerts that were sent, so many and no more. Thread-safe, lock-free. */
final class AlertHistory {
    /*
     * A ring. A writer draws a number and puts its alert, with the number, into the number's slot; a writer that was
     * overtaken by a whole round leaves the newer entry where it is. A reader walks the numbers from the newest back and
     * takes an entry only where its number fits the slot: so an alert is seen once or not at all, and one whose writer
     * has returned is seen as long as it is among the newest.
     */
    private record Entry(long number, Alert alert) {}

    private final AtomicReferenceArray<@Nullable Entry> slots;
    private final AtomicLong next = new AtomicLong();

    AlertHistory(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    int size() {
        return slots.length();
    }

    void add(Alert alert) {
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

    /** The newest alerts of a type, oldest first. */
    List<Alert> newest(@Nullable AlertType type, int limit) {
        Deque<Alert> found = new ArrayDeque<>();
        long end = next.get();
        for (long number = end - 1; number >= Math.max(0, end - slots.length()) && found.size() < limit; number--) {
            Entry entry = slots.get((int) (number % slots.length()));
            if (entry != null
                    && entry.number() == number
                    && (type == null || entry.alert().type() == type)) {
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
