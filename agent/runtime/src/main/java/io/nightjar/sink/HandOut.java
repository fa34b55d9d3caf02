package io.nightjar.sink;

import io.nightjar.alert.Notice;
import io.nightjar.notify.Route;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DestinationWorker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who gets one notice, and what of that is not done yet: where offering it fails for want of memory, it goes on where it
 * stopped. Confined to one thread.
 */
final class HandOut {
    static final HandOut NONE = new HandOut(null, Set.of(), new ArrayDeque<>());

    private final Delivery delivery;
    private final Set<String> keys;
    private final Deque<DestinationWorker> workers;

    private HandOut(Delivery delivery, Set<String> keys, Deque<DestinationWorker> workers) {
        this.delivery = delivery;
        this.keys = keys;
        this.workers = workers;
    }

    static HandOut of(Notice notice, Destinations destinations, DestinationWorker log) {
        Map<String, DestinationWorker> named = new LinkedHashMap<>();
        destinations.taking(notice.kind()).forEach((key, worker) -> {
            if (notice.destinations().contains(destinations.nameOf(key))) {
                named.put(key, worker);
            }
        });
        Deque<DestinationWorker> workers = new ArrayDeque<>();
        if (notice.destinations().contains(Route.LOG) && destinations.logTakes(notice.kind())) {
            workers.add(log);
        }
        workers.addAll(named.values());
        return new HandOut(Delivery.of(notice), named.keySet(), workers);
    }

    Delivery delivery() {
        return delivery;
    }

    /** The keys of the destinations that get it, the log left out. */
    Set<String> keys() {
        return keys;
    }

    /** Offers it to those that have not got it yet. */
    void offer() {
        while (!workers.isEmpty()) {
            workers.getFirst().offer(delivery);
            workers.removeFirst();
        }
    }
}
