package io.nightjar.export.metric;

/**
 * Takes the samples of one look, family by family; a family without samples is not begun. What it is handed is valid during the
 * call alone, but for labels, which are the same object at every look as long as the sample is there.
 */
public interface MetricSink {
    /** The samples that follow belong to this family. */
    void begin(Metric metric);

    /** A sample of a counter, a gauge or an info. */
    void value(MetricLabels labels, double value);

    /**
     * A sample of a histogram.
     *
     * @param counts for each of {@link Bounds}, and behind them what is above the last; not cumulative
     * @param sum of everything that was counted, in the family's unit
     */
    void histogram(MetricLabels labels, long[] counts, double sum);
}
