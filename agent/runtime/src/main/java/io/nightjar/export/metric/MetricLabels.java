package io.nightjar.export.metric;

import java.util.List;

/**
 * The labels of a sample, those of its own and not those that every sample carries. Compared by identity.
 */
public final class MetricLabels {
    private final List<String> names;
    private final List<String> values;
    /**
     * Labels of a sample.
     *
     * @param names as in the Prometheus text format
     * @param values one for each name
     */
    public MetricLabels(List<String> names, List<String> values) {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + values.size() + " values");
        }
        this.names = List.copyOf(names);
        this.values = List.copyOf(values);
    }

    /** In the order in which they are written. */
    public List<String> names() {
        return names;
    }

    /** One for each name. */
    public List<String> values() {
        return values;
    }
}
