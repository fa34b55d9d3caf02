package io.nightjar.objective;

import io.nightjar.match.Glob;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which share of calls must be good. Immutable.
 *
 * @param name the user's
 * @param operations whose calls are counted together
 * @param share 0 to 1, both excluded
 * @param latency a call is good if it succeeded within this; null where it is enough that it succeeded
 * @param period over which it is promised
 */
public record Objective(
        String name,
        Glob operations,
        double share,
        @Nullable Duration latency,
        Duration period) {
    /** The share of calls that may be bad. */
    public double budget() {
        return 1 - share;
    }

    /** Whether what was counted for the other counts for this one too. */
    public boolean isSame(Objective other) {
        return name.equals(other.name)
                && operations.toString().equals(other.operations.toString())
                && share == other.share
                && Objects.equals(latency, other.latency)
                && period.equals(other.period);
    }
}
