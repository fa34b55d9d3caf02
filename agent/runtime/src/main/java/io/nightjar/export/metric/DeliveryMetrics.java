package io.nightjar.export.metric;

import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.queue.DestinationCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of deliveries, by destination. Confined to the look's lock. */
final class DeliveryMetrics {
    private final AlertDispatcher dispatcher;
    private final Map<String, Destination> known = new HashMap<>();
    private final List<Destination> current = new ArrayList<>();

    DeliveryMetrics(AlertDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void look() {
        current.clear();
        for (DestinationCounters counters : dispatcher.counters()) {
            String name = LabelText.of(counters.name());
            Destination destination = known.get(name);
            if (destination == null) {
                destination = new Destination(name);
                known.put(name, destination);
            }
            if (!current.contains(destination)) {
                destination.pending = 0;
                current.add(destination);
            }
            destination.add(counters);
        }
        for (Destination destination : current) {
            destination.take();
        }
    }

    void addTo(Samples samples) {
        samples.of(Metric.DELIVERIES);
        for (Destination destination : current) {
            samples.counter(destination.delivered);
            samples.counter(destination.retried);
            samples.counter(destination.dropped);
            samples.counter(destination.setAside);
        }
        samples.of(Metric.DELIVERIES_PENDING);
        for (Destination destination : current) {
            samples.value(destination.labels, destination.pending);
        }
    }

    /** One that is configured again, or has changed, begins at 0 again: its counters go on all the same. */
    private static final class Destination {
        final MetricLabels labels;
        final Counter delivered;
        final Counter retried;
        final Counter dropped;
        final Counter setAside;
        long pending;

        Destination(String name) {
            labels = LabelText.labels("destination", name);
            delivered = counter(name, "delivered");
            retried = counter(name, "retried");
            dropped = counter(name, "dropped");
            setAside = counter(name, "set_aside");
        }

        private static Counter counter(String name, String result) {
            return new Counter(LabelText.labels("destination", name, "result", result));
        }

        void add(DestinationCounters counters) {
            delivered.found += counters.sent();
            retried.found += counters.failedAttempts();
            dropped.found += counters.dropped();
            setAside.found += counters.setAside();
            pending += counters.pending();
        }

        void take() {
            delivered.takeOn();
            retried.takeOn();
            dropped.takeOn();
            setAside.takeOn();
        }
    }
}
