package io.nightjar.sink;

import io.nightjar.config.DeliverySettings;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.JournalRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The destinations of one configuration, by key: those that take notifications, and those that take the state of every
 * condition. Immutable; thread-safe.
 */
record Destinations(
        DeliverySettings settings,
        HttpTransport transport,
        Map<String, DestinationWorker> notified,
        Map<String, DestinationWorker> informed) {
    Destinations {
        notified = Collections.unmodifiableMap(new LinkedHashMap<>(notified));
        informed = Collections.unmodifiableMap(new LinkedHashMap<>(informed));
    }

    private Map<String, DestinationWorker> byKey(Delivery delivery) {
        return delivery.kind() == Delivery.Kind.NOTIFICATION ? notified : informed;
    }

    /** Those that want this kind, in a list of the caller's own. */
    List<DestinationWorker> wanting(Delivery delivery) {
        return new ArrayList<>(byKey(delivery).values());
    }

    /** Notes in the journal which destinations are to get it. */
    void note(Delivery delivery, DeliveryJournal journal) {
        Map<String, DestinationWorker> wanting = byKey(delivery);
        if (!wanting.isEmpty()) {
            journal.raised(delivery, wanting.keySet());
        }
    }

    /** Hands what an earlier process left behind to those of its destinations that are here. */
    void offerAdopted(JournalRecord.Raised adopted) {
        byKey(adopted.delivery()).forEach((key, worker) -> {
            if (adopted.pending().contains(key)) {
                Delivery delivery = adopted.delivery();
                worker.offer(delivery.leftBy(adopted.tries().getOrDefault(key, 0), delivery.ageNanos()));
            }
        });
    }

    List<DestinationWorker> all() {
        List<DestinationWorker> all = new ArrayList<>(notified.values());
        all.addAll(informed.values());
        return all;
    }

    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(notified.keySet());
        keys.addAll(informed.keySet());
        return keys;
    }
}
