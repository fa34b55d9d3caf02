package io.nightjar.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How figures went in the last hour. Thread-safe. */
public interface SeriesSource {
    /** Of what keeps no history. */
    SeriesSource NONE = (operation, figure, fromMillis, toMillis) -> null;

    /**
     * One figure.
     *
     * @param operation null for figures that are of no operation
     * @return null where nothing is known of such a figure
     */
    @Nullable
    Series series(@Nullable String operation, String figure, long fromMillis, long toMillis);

    /**
     * One figure over time.
     *
     * @param stepSeconds how far apart the points are
     * @param points each a list of its time in milliseconds and its value, null where there was none
     */
    record Series(int stepSeconds, List<List<@Nullable Object>> points) {
        public Series {
            points = List.copyOf(points);
        }
    }
}
