package io.nightjar.replay;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A notification that would have been sent. Immutable.
 *
 * @param alert of a group: its summary
 * @param group null where the alert stands for itself
 * @param destinations who would have got it
 */
record SentAlert(Alert alert, @Nullable AlertGroup group, Set<String> destinations) {
    SentAlert {
        destinations = new TreeSet<>(destinations);
    }

    /** The alert, or those of the group. */
    List<Alert> alerts() {
        return group == null ? List.of(alert) : group.alerts();
    }
}
