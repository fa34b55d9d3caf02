package io.nightjar.sink;

import java.time.Duration;

/** What {@link Duration} itself does not say. */
final class Durations {
    private Durations() {}

    static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
