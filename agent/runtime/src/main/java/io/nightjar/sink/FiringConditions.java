package io.nightjar.sink;

import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Eldest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** The last firing delivery, and the keys of all destinations that have got one. */
    private record Entry(Delivery delivery, Set<String> handedTo) {}

    private Map<String, Entry> entries(Delivery delivery) {
        return delivery.kind() == NoticeKind.NOTIFICATION ? notified : states;
    }

    /** The keys of the destinations that have got the condition and not its end. */
    synchronized Set<String> handedTo(Delivery delivery) {
        Entry entry = entries(delivery).get(delivery.alert().fingerprint());
        return entry == null ? Set.of() : entry.handedTo();
    }

    /** @param handedTo the keys of the destinations that get this delivery, or got one of the condition before */
    synchronized void note(Delivery delivery, Set<String> handedTo) {
        Map<String, Entry> entries = entries(delivery);
        if (delivery.firing()) {
            entries.put(delivery.alert().fingerprint(), new Entry(delivery, Set.copyOf(handedTo)));
            Eldest.forgetBeyond(CAPACITY, entries);
        } else {
            entries.remove(delivery.alert().fingerprint());
        }
    }

    synchronized List<Delivery> states() {
        return deliveries(states);
    }

    synchronized List<Delivery> all() {
        List<Delivery> all = deliveries(notified);
        all.addAll(deliveries(states));
        return all;
    }

    private static List<Delivery> deliveries(Map<String, Entry> entries) {
        List<Delivery> deliveries = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            deliveries.add(entry.delivery());
        }
        return deliveries;
    }
}
