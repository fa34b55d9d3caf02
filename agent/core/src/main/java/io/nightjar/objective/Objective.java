package io.nightjar.objective;

import io.nightjar.match.Glob;
import java.time.Duration;
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
        Duration period) {}
