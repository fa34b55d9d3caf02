package io.nightjar.export.otlp;

import io.nightjar.export.metric.Bounds;
import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.MetricLabels;
import io.nightjar.export.metric.MetricSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes what the agent counts into a request. Confined to one look. */
final class OtlpSink implements MetricSink {
    private static final double[] SECONDS = seconds();

    private final MetricJson json;
    private final long sinceUnixNanos;
    private Metric family = Metric.CALLS;

    /** @param sinceUnixNanos since when the agent counts */
    OtlpSink(MetricJson json, long sinceUnixNanos) {
        this.json = json;
        this.sinceUnixNanos = sinceUnixNanos;
    }

    private static double[] seconds() {
        double[] bounds = new double[Bounds.SECONDS.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Bounds.SECONDS.get(i);
        }
        return bounds;
    }

    @Override
    public void begin(Metric metric) {
        family = metric;
        MetricJson.Kind kind = switch (metric.kind()) {
            case COUNTER -> MetricJson.Kind.COUNTER;
            case HISTOGRAM -> MetricJson.Kind.HISTOGRAM;
            case GAUGE, INFO -> MetricJson.Kind.GAUGE;
        };
        try {
            json.begin(OtlpNames.name(metric), metric.help(), OtlpNames.unit(metric), kind, sinceUnixNanos);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A number that JSON cannot write is left out. */
    @Override
    public void value(MetricLabels labels, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        try {
            attributes(labels);
            if (family.unit().isEmpty()) {
                json.whole((long) value);
            } else {
                json.number(value);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void histogram(MetricLabels labels, long[] counts, double sum) {
        try {
            attributes(labels);
            json.histogram(counts, Double.isFinite(sum) ? sum : 0, SECONDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void attributes(MetricLabels labels) throws IOException {
        json.beginPoint();
        List<String> names = labels.names();
        List<String> values = labels.values();
        for (int i = 0; i < names.size(); i++) {
            json.attribute(names.get(i), values.get(i));
        }
    }
}
