package io.nightjar.notify;

import java.time.Duration;

/**
 * When a condition is flapping: it has begun more often than so in a time. Immutable.
 *
 * @param most beginnings that are not flapping yet; 0: nothing is ever flapping
 * @param within the time, and how long it must be quiet until it is not flapping any more
 */
public record Flapping(int most, Duration within) {
    /** Nothing is ever flapping. */
    public static final Flapping OFF = new Flapping(0, Duration.ofMinutes(10));
}
