package io.nightjar.sink.spool;

import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import java.util.Map;
import java.util.Set;

/** One line of the journal, {@link SetAside} excepted. Immutable. */
public sealed interface JournalRecord {
    /**
     * An alert on its way.
     *
     * @param pending destinations it has yet to reach
     * @param got destinations it has reached
     * @param tries how often destinations have refused it
     */
    record Raised(Delivery delivery, Set<String> pending, Set<String> got, Map<String, Integer> tries)
            implements JournalRecord {
        public Raised(Delivery delivery, Set<String> pending, Set<String> got) {
            this(delivery, pending, got, Map.of());
        }
    }

    /** A destination is done with an alert. */
    record Done(NoticeKind kind, String id, String destination, boolean arrived) implements JournalRecord {}

    /** A destination has refused an alert, so many times now. */
    record Refused(NoticeKind kind, String id, String destination, int tries) implements JournalRecord {}

    /** A destination gives an alert up: it goes to the file of those that were set aside, and the journal is done with it. */
    record SetAside(Delivery delivery, String destination, DeliveryFate.SetAside why) implements JournalRecord {
        Done done() {
            return new Done(delivery.kind(), delivery.alert().id(), destination, false);
        }
    }
}
