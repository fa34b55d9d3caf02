package io.nightjar.sink;

import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.notify.Route;
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
        Map<String, Route> routes,
        Map<String, DestinationWorker> notified,
        Map<String, DestinationWorker> informed) {
    /** The key of the log, which is none of these. */
    static final String LOG = "log";

    Destinations {
        protocols = List.copyOf(protocols);
        routes = Map.copyOf(routes);
        notified = Collections.unmodifiableMap(new LinkedHashMap<>(notified));
        informed = Collections.unmodifiableMap(new LinkedHashMap<>(informed));
    }

    /** Those that take this kind, by key. */
    Map<String, DestinationWorker> taking(NoticeKind kind) {
        return kind == NoticeKind.NOTIFICATION ? notified : informed;
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

    /**
     * The keys of those that get a delivery: a firing alert goes to those whose matcher means it, an end to those that have got
     * the beginning.
     *
     * @param handedTo the keys of those that have got the condition and not its end
     */
    Set<String> wanting(Delivery delivery, Set<String> handedTo) {
        Set<String> wanting = new LinkedHashSet<>();
        for (String key : taking(delivery.kind()).keySet()) {
            if (wants(routes.get(key), key, delivery, handedTo)) {
                wanting.add(key);
            }
        }
        return wanting;
    }

    /** Whether the log takes it. */
    boolean logWants(Delivery delivery, Set<String> handedTo) {
        return delivery.kind() == NoticeKind.NOTIFICATION && wants(settings.log(), LOG, delivery, handedTo);
    }

    private static boolean wants(Route route, String key, Delivery delivery, Set<String> handedTo) {
        return delivery.firing() ? route.when().matches(delivery.alert()) : route.resolved() && handedTo.contains(key);
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
