package io.nightjar.notify;

import io.nightjar.alert.NoticeKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a destination gets, and when. Immutable.
 *
 * @param destination its name, {@code log} for the log
 * @param takes {@link NoticeKind#NOTIFICATION}, or {@link NoticeKind#CONDITION} for one that groups and limits itself
 * @param when the firing alerts that it takes
 * @param resolved whether it takes the ends of what it got
 * @param after how long a condition must have fired without acknowledgement; zero for at once
 * @param remind after what time it gets a condition that lasts once more; null for the rate limit
 * @param grouping null where each alert is a notification of its own
 */
public record Route(
        String destination,
        NoticeKind takes,
        AlertMatcher when,
        boolean resolved,
        Duration after,
        @Nullable Duration remind,
        @Nullable Grouping grouping) {
    /** The name of the log. */
    public static final String LOG = "log";

    /** All alerts and their ends, at once and each for itself. */
    public static Route everything(String destination, NoticeKind takes) {
        return new Route(destination, takes, AlertMatcher.ALL, true, Duration.ZERO, null, null);
    }
}
