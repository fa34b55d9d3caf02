package io.nightjar.sink;

import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.JournalRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each alert to the log, the journal and every destination that wants its kind. The detector wakes this one thread
 * and no more, however many destinations there are. What is thrown on the way, for want of memory, ends nothing: the same
 * alert, handed in again, goes on to those that have not got it. Confined to the intake's thread, and at shutdown to its
 * successor.
 */
final class FanOut implements Consumer<Delivery> {
    private final DestinationWorker logWorker;
    private final DeliveryJournal journal;
    private final FiringConditions firing = new FiringConditions();
    private volatile Destinations destinations;
    private @Nullable Delivery current;
    private boolean noted;
    private HandOut plan = HandOut.NONE;

    FanOut(DestinationWorker logWorker, DeliveryJournal journal, Destinations destinations) {
        this.logWorker = logWorker;
        this.journal = journal;
        this.destinations = destinations;
    }

    /** What the intake does with each. */
    @Override
    public void accept(Delivery delivery) {
        handOut(delivery);
    }

    void handOut(Delivery delivery) {
        if (delivery != current) {
            plan = HandOut.of(delivery, destinations, firing.handedTo(delivery), logWorker);
            noted = false;
            current = delivery;
        }
        if (!noted) {
            firing.note(delivery, plan.handedTo());
            if (!plan.keys().isEmpty()) {
                journal.raised(delivery, plan.keys());
            }
            noted = true;
        }
        plan.offer();
        current = null;
    }

    void offerAdopted(JournalRecord.Raised adopted) {
        destinations.offerAdopted(adopted);
    }

    FiringConditions firing() {
        return firing;
    }

    Destinations destinations() {
        return destinations;
    }

    void replace(Destinations changed) {
        destinations = changed;
    }
}
