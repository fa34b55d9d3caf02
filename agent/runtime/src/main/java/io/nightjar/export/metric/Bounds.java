package io.nightjar.export.metric;

import io.nightjar.record.StreamBounds;
import java.util.ArrayList;
import java.util.List;

/** The upper bounds of every histogram of durations, in seconds: one list for all, {@link StreamBounds}. */
public final class Bounds {
    /** Ascending; what is above the last has a count of its own. */
    public static final List<Double> SECONDS = seconds();

    private static final double NANOS_PER_SECOND = 1e9;

    private Bounds() {}

    private static List<Double> seconds() {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < StreamBounds.COUNT - 1; i++) {
            seconds.add(StreamBounds.nanos(i) / NANOS_PER_SECOND);
        }
        return List.copyOf(seconds);
    }
}
