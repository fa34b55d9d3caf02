package io.nightjar.export.metric;

/** One counter: what was counted until the last look, which never falls. Confined to the look's lock. */
final class Counter {
    final MetricLabels labels;
    /** What this look has found so far. */
    long found;

    private long shown;
    private long before;

    Counter(MetricLabels labels) {
        this.labels = labels;
    }

    /** Ends a look: what it found is shown, unless more was found before. */
    void take() {
        shown = Math.max(shown, found);
        found = 0;
    }

    /** Ends a look at what may have begun anew: then what it has found comes on top of what was there before. */
    void takeOn() {
        shown += found < before ? found : found - before;
        before = found;
        found = 0;
    }

    long shown() {
        return shown;
    }
}
