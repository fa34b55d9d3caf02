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
 */
public record Notice(Alert alert, @Nullable AlertGroup group, NoticeKind kind, Set<String> destinations) {
    public Notice {
        destinations = Collections.unmodifiableSet(new LinkedHashSet<>(destinations));
    }

    /** Of one alert. */
    public static Notice of(Alert alert, NoticeKind kind, Set<String> destinations) {
        return new Notice(alert, null, kind, destinations);
    }
}
