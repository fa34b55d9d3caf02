package io.nightjar.sink;

import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.Destination;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.SyntheticResolve;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The destinations that changed settings do not have any more: nobody else would end what they know. Confined to one thread. */
final class Leaving {
    private final Destinations before;
    private final Destinations after;
    private final FiringConditions firing;
    private final Instant now;

    Leaving(Destinations before, Destinations after, FiringConditions firing, Instant now) {
        this.before = before;
        this.after = after;
        this.firing = firing;
        this.now = now;
    }

    /** Sends the ends, and what else waits, in one attempt each until the deadline. Returns at once. */
    void end(long deadlineNanos) {
        List<DestinationWorker> kept = after.all();
        for (NoticeKind kind : List.of(NoticeKind.NOTIFICATION, NoticeKind.CONDITION)) {
            for (Map.Entry<String, DestinationWorker> one : before.taking(kind).entrySet()) {
                if (!kept.contains(one.getValue())) {
                    endAt(before.nameOf(one.getKey()), kind, one.getValue());
                    one.getValue().drain(deadlineNanos);
                }
            }
        }
    }

    private void endAt(String name, NoticeKind kind, DestinationWorker worker) {
        boolean gone = !after.hasName(name);
        for (Notice notice : firing.all()) {
            if (notice.kind() == kind && notice.destinations().contains(name)) {
                Delivery end = SyntheticResolve.of(Delivery.of(notice), now, SyntheticResolve.SETTINGS);
                if (takesEnds(name)) {
                    worker.offer(end);
                }
                if (gone) {
                    firing.note(end, Set.of(name));
                }
            }
        }
    }

    private boolean takesEnds(String name) {
        for (Destination destination : before.settings().destinations()) {
            if (destination.name().equals(name)) {
                return destination.route().resolved();
            }
        }
        return true;
    }
}
