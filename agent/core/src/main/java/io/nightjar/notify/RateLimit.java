package io.nightjar.notify;

import io.nightjar.time.Durations;
import java.time.Duration;

/**
 * What every rate limit follows. Immutable.
 *
 * @param nanos at most one alert in this time; 0 for no limit
 * @param escalationPasses whether a more severe alert passes
 * @param perOperation whether each operation has a limit for itself, besides each type
 */
public record RateLimit(long nanos, boolean escalationPasses, boolean perOperation) {
    /** A limit of so long; what does not fit is the longest that does. */
    public static RateLimit of(Duration limit, boolean escalationPasses, boolean perOperation) {
        return new RateLimit(Durations.saturatedNanos(limit), escalationPasses, perOperation);
    }
}
