package io.nightjar.export.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one look handed over, in words. */
final class SeenSamples implements MetricSink {
    final List<Metric> families = new ArrayList<>();
    final Map<String, String> samples = new LinkedHashMap<>();
    final List<MetricLabels> labels = new ArrayList<>();
    private Metric current;

    static SeenSamples of(SeenAgent agent) {
        SeenSamples seen = new SeenSamples();
        agent.read(seen);
        return seen;
    }

    @Override
    public void begin(Metric metric) {
        families.add(metric);
        current = metric;
    }

    @Override
    public void value(MetricLabels own, double value) {
        add(own, String.valueOf(value));
    }

    @Override
    public void histogram(MetricLabels own, long[] counts, double sum) {
        add(own, Arrays.toString(counts) + " " + sum);
    }

    private void add(MetricLabels own, String value) {
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < own.names().size(); i++) {
            sorted.put(own.names().get(i), own.values().get(i));
        }
        labels.add(own);
        if (samples.put(current.baseName() + sorted, value) != null) {
            throw new AssertionError("twice: " + current.baseName() + sorted);
        }
    }

    /** Those of one family. */
    Map<String, String> of(Metric metric) {
        Map<String, String> family = new LinkedHashMap<>();
        samples.forEach((name, value) -> {
            if (name.startsWith(metric.baseName() + "{")) {
                family.put(name.substring(metric.baseName().length()), value);
            }
        });
        return family;
    }
}
