package io.nightjar.objective;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was counted for an objective, as it survives the process. Immutable.
 *
 * @param operations the glob as text
 * @param at when it was remembered
 * @param seen for how long had been counted by then
 * @param calls how many calls of the period are known
 * @param minutes bins, as {@link Budget} reads them
 */
public record ObjectiveMemory(
        String name,
        String operations,
        double share,
        @Nullable Duration latency,
        Duration period,
        Instant at,
        Duration seen,
        long calls,
        String minutes,
        String fives,
        String periods) {
    /** Whether it is about this very objective: one with another share, latency, period or other operations starts anew. */
    public boolean isOf(Objective objective) {
        return name.equals(objective.name())
                && operations.equals(objective.operations().toString())
                && share == objective.share()
                && Objects.equals(latency, objective.latency())
                && period.equals(objective.period());
    }
}
