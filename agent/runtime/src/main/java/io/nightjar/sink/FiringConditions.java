package io.nightjar.sink;

import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Eldest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last firing delivery of each condition that has no end yet, one list for each kind of delivery. Thread-safe:
 * every method takes the monitor for a moment.
 */
final class FiringConditions {
    private static final int CAPACITY = 10_000;

    private final Map<String, Delivery> notified = new LinkedHashMap<>();
    private final Map<String, Delivery> states = new LinkedHashMap<>();

    synchronized void note(Delivery delivery) {
        Map<String, Delivery> firing = delivery.kind() == Delivery.Kind.NOTIFICATION ? notified : states;
        if (delivery.firing()) {
            firing.put(delivery.alert().fingerprint(), delivery);
            Eldest.forgetBeyond(CAPACITY, firing);
        } else {
            firing.remove(delivery.alert().fingerprint());
        }
    }

    synchronized List<Delivery> states() {
        return new ArrayList<>(states.values());
    }

    synchronized List<Delivery> all() {
        List<Delivery> all = new ArrayList<>(notified.values());
        all.addAll(states.values());
        return all;
    }
}
