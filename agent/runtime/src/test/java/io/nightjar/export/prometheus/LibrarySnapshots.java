package io.nightjar.export.prometheus;

import io.nightjar.export.metric.Bounds;
import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.MetricLabels;
import io.nightjar.export.metric.MetricSink;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same samples as the library's snapshots, for its writers to write in full. */
final class LibrarySnapshots implements MetricSink {
    private final List<MetricSnapshot.Builder<?>> families = new ArrayList<>();
    private final Map<String, String> constants;

    LibrarySnapshots(Map<String, String> constants) {
        this.constants = constants;
    }

    String written(TextFormat format) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        families.forEach(family -> snapshots.add(family.build()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            format.writer().write(out, new MetricSnapshots(snapshots), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void begin(Metric metric) {
        MetricSnapshot.Builder<?> family = switch (metric.kind()) {
            case COUNTER -> CounterSnapshot.builder();
            case GAUGE -> GaugeSnapshot.builder();
            case HISTOGRAM -> HistogramSnapshot.builder();
            case INFO -> InfoSnapshot.builder();
        };
        String unit = metric.unit();
        family.name("nightjar_" + metric.baseName() + (unit.isEmpty() ? "" : "_" + unit))
                .help(metric.help());
        if (!unit.isEmpty()) {
            family.unit(new Unit(unit));
        }
        families.add(family);
    }

    @Override
    public void value(MetricLabels own, double value) {
        MetricSnapshot.Builder<?> family = families.get(families.size() - 1);
        if (family instanceof CounterSnapshot.Builder counter) {
            counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(own))
                    .value(value)
                    .build());
        } else if (family instanceof GaugeSnapshot.Builder gauge) {
            gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels(own))
                    .value(value)
                    .build());
        } else {
            ((InfoSnapshot.Builder) family)
                    .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                            .labels(labels(own))
                            .build());
        }
    }

    @Override
    public void histogram(MetricLabels own, long[] counts, double sum) {
        List<Double> bounds = new ArrayList<>(Bounds.SECONDS);
        bounds.add(Double.POSITIVE_INFINITY);
        List<Number> numbers = new ArrayList<>();
        for (long count : counts) {
            numbers.add(count);
        }
        ((HistogramSnapshot.Builder) families.get(families.size() - 1))
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(labels(own))
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, numbers))
                        .sum(sum)
                        .build());
    }

    private Labels labels(MetricLabels own) {
        Labels labels = Labels.of(own.names(), own.values());
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            if (!labels.contains(constant.getKey())) {
                labels = labels.add(constant.getKey(), constant.getValue());
            }
        }
        return labels;
    }
}
