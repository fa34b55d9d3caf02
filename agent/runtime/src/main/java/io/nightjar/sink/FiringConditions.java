package io.nightjar.sink;

import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Eldest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last firing delivery of each condition that has no end yet, one list for each kind of delivery. Thread-safe:
 * every method takes the monitor for a moment.
 */
final class FiringConditions {
    private static final int CAPACITY = 10_000;

    private final Map<String, Entry> notified = new LinkedHashMap<>();
    private final Map<String, Entry> states = new LinkedHashMap<>();

    /** The last firing delivery, and the names of all destinations that have got one. */
    private record Entry(Delivery delivery, Set<String> names) {
        Notice toNotice() {
            return new Notice(delivery.alert(), delivery.group(), delivery.kind(), names);
        }
    }

    /** @param names of the destinations that get this delivery */
    synchronized void note(Delivery delivery, Set<String> names) {
        if (delivery.kind() != NoticeKind.NOTIFICATION && delivery.kind() != NoticeKind.CONDITION) {
            return;
        }
        Map<String, Entry> entries = delivery.kind() == NoticeKind.NOTIFICATION ? notified : states;
        String fingerprint = delivery.alert().fingerprint();
        Entry known = entries.get(fingerprint);
        Set<String> knowing = new LinkedHashSet<>(known == null ? Set.of() : known.names());
        if (delivery.firing()) {
            knowing.addAll(names);
            entries.put(fingerprint, new Entry(delivery, knowing));
            Eldest.forgetBeyond(CAPACITY, entries);
        } else if (known != null) {
            knowing.removeAll(names);
            if (knowing.isEmpty()) {
                entries.remove(fingerprint);
            } else {
                entries.put(fingerprint, new Entry(known.delivery(), knowing));
            }
        }
    }

    /** The states that fire, with the destinations that know them. */
    synchronized List<Notice> states() {
        return notices(states);
    }

    synchronized List<Notice> all() {
        List<Notice> all = notices(notified);
        all.addAll(notices(states));
        return all;
    }

    private static List<Notice> notices(Map<String, Entry> entries) {
        List<Notice> notices = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            notices.add(entry.toNotice());
        }
        return notices;
    }
}
