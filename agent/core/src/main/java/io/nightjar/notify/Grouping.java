package io.nightjar.notify;

import java.time.Duration;
import java.util.List;

/**
 * How a destination's alerts become one notification. Immutable.
 *
 * @param by names of the labels in which they must agree, {@code alert_type} and {@code severity} among them
 * @param delay how long the first alert of a group waits for others
 * @param interval the least time between two notifications of a group
 */
public record Grouping(List<String> by, Duration delay, Duration interval) {
    public Grouping {
        by = List.copyOf(by);
    }
}
