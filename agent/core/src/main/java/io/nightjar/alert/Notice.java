package io.nightjar.alert;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One notification and who gets it. Immutable.
 *
 * @param alert of a group: its summary, whose fingerprint is the group's and whose status is firing while any member fires
 * @param group null where the alert stands for itself
 * @param destinations names of the destinations, the log's included
 * @param silenced whether a silence holds it back from everybody but the log, which notes it at the level debug
 */
public record Notice(
        Alert alert, @Nullable AlertGroup group, NoticeKind kind, Set<String> destinations, boolean silenced) {
    public Notice {
        destinations = Collections.unmodifiableSet(new LinkedHashSet<>(destinations));
    }

    /** Of one alert. */
    public static Notice of(Alert alert, NoticeKind kind, Set<String> destinations) {
        return new Notice(alert, null, kind, destinations, false);
    }

    /** Of a group. */
    public static Notice of(Alert summary, AlertGroup group, Set<String> destinations) {
        return new Notice(summary, group, NoticeKind.NOTIFICATION, destinations, false);
    }

    /** Of an alert that a silence holds back: for the log alone. */
    public static Notice silenced(Alert alert, Set<String> log) {
        return new Notice(alert, null, NoticeKind.NOTIFICATION, log, true);
    }
}
