package io.nightjar.cli.fleet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rule of Prometheus. */
sealed interface FleetRule {
    /** In PromQL, perhaps of several lines. */
    String expression();

    /** Constant, or templates of Prometheus, in order. */
    Map<String, String> labels();

    /**
     * A query that other rules repeat.
     *
     * @param name of the series that it makes
     */
    record Recording(String name, String expression, Map<String, String> labels) implements FleetRule {
        Recording(String name, String expression) {
            this(name, expression, Map.of());
        }
    }

    /**
     * What alerts.
     *
     * @param pending how long it must hold
     * @param kept how long it fires on once it holds no more
     * @param annotations templates of Prometheus, in order
     */
    record Alerting(
            String name,
            String expression,
            Duration pending,
            Duration kept,
            Map<String, String> labels,
            Map<String, String> annotations)
            implements FleetRule {
        /** The same with one more label. */
        Alerting with(String label, String value) {
            Map<String, String> more = new LinkedHashMap<>(labels);
            more.put(label, value);
            return new Alerting(name, expression, pending, kept, more, annotations);
        }
    }
}
