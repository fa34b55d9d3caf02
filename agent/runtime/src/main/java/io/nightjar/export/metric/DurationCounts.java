package io.nightjar.export.metric;

import io.nightjar.record.Buckets;
import io.nightjar.record.StreamBounds;
import java.util.Arrays;

/** A histogram of an operation by {@link Bounds}. Confined to the look's lock. */
final class DurationCounts {
    private static final double NANOS_PER_SECOND = 1e9;
    /** For each of {@link Buckets}, the place of the bound that its midpoint is within. */
    private static final byte[] PLACES = places();

    final long[] counts = new long[StreamBounds.COUNT];
    private double sumNanos;

    private static byte[] places() {
        byte[] places = new byte[Buckets.COUNT];
        byte place = 0;
        for (int i = 0; i < places.length; i++) {
            while (Buckets.midpointNanos(i) > StreamBounds.nanos(place)) {
                place++;
            }
            places[i] = place;
        }
        return places;
    }

    /** Takes what was counted for each of {@link Buckets}: each counts as its midpoint. */
    void take(long[] buckets) {
        Arrays.fill(counts, 0);
        double sum = 0;
        for (int i = 0; i < buckets.length; i++) {
            long count = buckets[i];
            if (count != 0) {
                counts[PLACES[i]] += count;
                sum += (double) count * Buckets.midpointNanos(i);
            }
        }
        sumNanos = sum;
    }

    /** What was counted in {@link #counts} took so long in all. */
    void sum(long nanos) {
        sumNanos = Math.max(sumNanos, nanos);
    }

    private boolean isEmpty() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    void addTo(Samples samples, MetricLabels labels) {
        if (!isEmpty()) {
            samples.histogram(labels, counts, sumNanos / NANOS_PER_SECOND);
        }
    }
}
