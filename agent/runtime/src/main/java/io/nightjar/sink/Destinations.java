package io.nightjar.sink;

import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.JournalRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of one configuration, by key: those that take notifications, and those that take the state of every
 * condition. Immutable; thread-safe.
 */
record Destinations(
        DeliverySettings settings,
        HttpTransport transport,
        List<Protocol> protocols,
        Map<String, String> names,
        Map<String, DestinationWorker> notified,
        Map<String, DestinationWorker> informed) {
    Destinations {
        protocols = List.copyOf(protocols);
        names = Map.copyOf(names);
        notified = Collections.unmodifiableMap(new LinkedHashMap<>(notified));
        informed = Collections.unmodifiableMap(new LinkedHashMap<>(informed));
    }

    /** Those that may take this kind, by key; the log is none of them. */
    Map<String, DestinationWorker> taking(NoticeKind kind) {
        return switch (kind) {
            case NOTIFICATION -> notified;
            case CONDITION -> informed;
            case ACKNOWLEDGEMENT -> acknowledging();
            case SILENCED -> Map.of();
        };
    }

    private Map<String, DestinationWorker> acknowledging() {
        Map<String, DestinationWorker> acknowledging = new LinkedHashMap<>();
        notified.forEach((key, worker) -> {
            if (worker.sink().takesAcknowledgements()) {
                acknowledging.put(key, worker);
            }
        });
        return acknowledging;
    }

    /** The name of a destination that has this key. */
    String nameOf(String key) {
        return names.get(key);
    }

    /** Whether any destination has this name. */
    boolean hasName(String name) {
        return names.containsValue(name);
    }

    /** Whether the log takes this kind. */
    boolean logTakes(NoticeKind kind) {
        return kind == NoticeKind.NOTIFICATION || kind == NoticeKind.SILENCED;
    }

    /** What its destinations were made of here; null where it has none. */
    @Nullable
    Object settingsOf(Protocol other) {
        for (Protocol protocol : protocols) {
            if (protocol.key().equals(other.key())) {
                return protocol.settings();
            }
        }
        return null;
    }

    /** Offers what an earlier process left to those of its destinations that are here. */
    void offerAdopted(JournalRecord.Raised adopted) {
        taking(adopted.delivery().kind()).forEach((key, worker) -> {
            if (adopted.pending().contains(key)) {
                Delivery delivery = adopted.delivery();
                worker.offer(delivery.leftBy(adopted.tries().getOrDefault(key, 0), delivery.ageNanos()));
            }
        });
    }

    List<DestinationWorker> all() {
        if (notified.isEmpty() && informed.isEmpty()) {
            return List.of();
        }
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
