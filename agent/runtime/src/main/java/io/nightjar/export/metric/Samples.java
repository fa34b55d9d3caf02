package io.nightjar.export.metric;

/** Begins each family with its first sample, so that those without samples do not appear. Confined to one look. */
final class Samples {
    private final MetricSink sink;
    private Metric family = Metric.CALLS;
    private boolean begun;

    Samples(MetricSink sink) {
        this.sink = sink;
    }

    /** What follows belongs to this family. */
    Samples of(Metric metric) {
        family = metric;
        begun = false;
        return this;
    }

    void value(MetricLabels labels, double value) {
        begin();
        sink.value(labels, value);
    }

    void counter(Counter counter) {
        value(counter.labels, counter.shown());
    }

    void histogram(MetricLabels labels, long[] counts, double sum) {
        begin();
        sink.histogram(labels, counts, sum);
    }

    private void begin() {
        if (!begun) {
            sink.begin(family);
            begun = true;
        }
    }
}
