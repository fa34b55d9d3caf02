package io.nightjar.export.metric;

import java.util.List;

/** The upper bounds of every histogram of durations, in seconds: one list for all. */
public final class Bounds {
    /** Ascending; what is above the last has a count of its own. */
    public static final List<Double> SECONDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0);

    private Bounds() {}
}
