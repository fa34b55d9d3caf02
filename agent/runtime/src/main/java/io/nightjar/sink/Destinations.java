package io.nightjar.sink;

import io.nightjar.config.DeliverySettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The destinations of one configuration, by key: those that want notifications, and those that want the state of every
 * condition. Immutable; thread-safe.
 */
record Destinations(
        DeliverySettings settings,
        HttpTransport transport,
        Map<String, Courier> notified,
        Map<String, Courier> informed) {
    Destinations {
        notified = Collections.unmodifiableMap(new LinkedHashMap<>(notified));
        informed = Collections.unmodifiableMap(new LinkedHashMap<>(informed));
    }

    private Map<String, Courier> wanting(Delivery delivery) {
        return delivery.kind() == Delivery.Kind.NOTIFICATION ? notified : informed;
    }

    void offer(Delivery delivery, DeliveryJournal journal) {
        Map<String, Courier> wanting = wanting(delivery);
        if (wanting.isEmpty()) {
            return;
        }
        journal.raised(delivery, wanting.keySet());
        for (Courier courier : wanting.values()) {
            courier.offer(delivery);
        }
    }

    /** Hands what an earlier process left behind to those of its destinations that are here. */
    void offerAdopted(JournalRecord.Raised adopted) {
        wanting(adopted.delivery()).forEach((key, courier) -> {
            if (adopted.pending().contains(key)) {
                courier.offer(adopted.delivery());
            }
        });
    }

    List<Courier> all() {
        List<Courier> all = new ArrayList<>(notified.values());
        all.addAll(informed.values());
        return all;
    }

    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(notified.keySet());
        keys.addAll(informed.keySet());
        return keys;
    }
}
