package io.nightjar.export.prometheus;

import io.nightjar.export.metric.Bounds;
import io.nightjar.export.metric.Metric;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a format's writer writes of a family, but for labels and numbers: it is asked once, with one sample, and what it wrote is
 * used for all. Immutable.
 *
 * @param header the lines before the samples
 * @param lines those of one sample: one, or those of a histogram
 */
record FamilyTemplate(byte[] header, List<Line> lines) {
    /** What a line says of a histogram. */
    enum Role {
        VALUE,
        BUCKET,
        COUNT,
        SUM
    }

    /**
     * One line.
     *
     * @param before up to the labels
     * @param after from there to the number
     */
    record Line(byte[] before, byte[] after, Role role) {}

    private static final String PREFIX = "nightjar_";
    private static final String LABELS = "{x=\"y\"";
    private static final Labels SAMPLE = Labels.of("x", "y");

    static FamilyTemplate of(Metric metric, ExpositionFormatWriter writer) {
        StringBuilder header = new StringBuilder();
        List<Line> lines = new ArrayList<>();
        for (String line : written(snapshot(metric), writer).split("\n")) {
            if (!line.startsWith("#")) {
                lines.add(line(line));
            } else if (!line.equals("# EOF")) {
                header.append(line).append('\n');
            }
        }
        return new FamilyTemplate(bytes(header.toString()), lines);
    }

    private static Line line(String line) {
        int labels = line.indexOf(LABELS);
        String name = line.substring(0, labels);
        Role role = Role.VALUE;
        if (line.contains("le=\"")) {
            role = Role.BUCKET;
        } else if (name.endsWith("_count")) {
            role = Role.COUNT;
        } else if (name.endsWith("_sum")) {
            role = Role.SUM;
        }
        return new Line(
                bytes(line.substring(0, labels + 1)),
                bytes(line.substring(labels + LABELS.length(), line.lastIndexOf(' ') + 1)),
                role);
    }

    /** Labels as the writer writes them, without the braces; what is written of them is the same in all formats. */
    static byte[] labels(Labels labels, ExpositionFormatWriter writer) {
        GaugeSnapshot gauge = new GaugeSnapshot(
                new MetricMetadata("x"), List.of(new GaugeSnapshot.GaugeDataPointSnapshot(0, labels, null)));
        String text = written(gauge, writer);
        int from = text.indexOf('{', text.lastIndexOf("\nx") + 1);
        return bytes(text.substring(from + 1, text.lastIndexOf('}')));
    }

    private static String written(MetricSnapshot snapshot, ExpositionFormatWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, new MetricSnapshots(snapshot), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static MetricSnapshot snapshot(Metric metric) {
        String unit = metric.unit();
        String name = PREFIX + metric.baseName() + (unit.isEmpty() ? "" : "_" + unit);
        MetricMetadata metadata = new MetricMetadata(name, metric.help(), unit.isEmpty() ? null : new Unit(unit));
        return switch (metric.kind()) {
            case COUNTER ->
                new CounterSnapshot(
                        metadata, List.of(new CounterSnapshot.CounterDataPointSnapshot(0, SAMPLE, null, 0)));
            case GAUGE ->
                new GaugeSnapshot(metadata, List.of(new GaugeSnapshot.GaugeDataPointSnapshot(0, SAMPLE, null)));
            case INFO -> new InfoSnapshot(metadata, List.of(new InfoSnapshot.InfoDataPointSnapshot(SAMPLE)));
            case HISTOGRAM ->
                new HistogramSnapshot(
                        metadata,
                        List.of(new HistogramSnapshot.HistogramDataPointSnapshot(
                                buckets(), 0, SAMPLE, Exemplars.EMPTY, 0)));
        };
    }

    private static ClassicHistogramBuckets buckets() {
        double[] bounds = new double[Bounds.SECONDS.size() + 1];
        for (int i = 0; i < Bounds.SECONDS.size(); i++) {
            bounds[i] = Bounds.SECONDS.get(i);
        }
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        return ClassicHistogramBuckets.of(bounds, new long[bounds.length]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
