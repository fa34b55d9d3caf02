package io.nightjar.detect;

import io.nightjar.time.Durations;
import java.time.Duration;

/**
 * What every rate limit follows.
 *
 * @param nanos at most one alert in this time; 0 for no limit
 * @param escalationPasses whether a more severe alert passes
 */
record RateLimit(long nanos, boolean escalationPasses) {
    static RateLimit of(Duration limit, boolean escalationPasses) {
        return new RateLimit(Durations.saturatedNanos(limit), escalationPasses);
    }
}
