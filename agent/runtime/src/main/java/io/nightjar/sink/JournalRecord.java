package io.nightjar.sink;

import java.util.Set;

/** One line of the journal. Immutable. */
sealed interface JournalRecord {
    /**
     * An alert on its way.
     *
     * @param pending destinations it has yet to reach
     * @param got destinations it has reached
     */
    record Raised(Delivery delivery, Set<String> pending, Set<String> got) implements JournalRecord {}

    /** A destination is done with an alert. */
    record Done(Delivery.Kind kind, String id, String destination, boolean arrived) implements JournalRecord {}
}
