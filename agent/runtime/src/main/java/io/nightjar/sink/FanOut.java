package io.nightjar.sink;

import io.nightjar.alert.Notice;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.JournalRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each notice to the log, the journal and the destinations that it names. The detector wakes this one thread
 * and no more, however many destinations there are. What is thrown on the way, for want of memory, ends nothing: the same
 * notice, handed in again, goes on to those that have not got it. Confined to the intake's thread, and at shutdown to its
 * successor.
 */
final class FanOut implements Consumer<Notice> {
    private final DestinationWorker logWorker;
    private final DeliveryJournal journal;
    private final FiringConditions firing = new FiringConditions();
    private volatile Destinations destinations;
    private @Nullable Notice current;
    private boolean noted;
    private HandOut plan = HandOut.NONE;

    FanOut(DestinationWorker logWorker, DeliveryJournal journal, Destinations destinations) {
        this.logWorker = logWorker;
        this.journal = journal;
        this.destinations = destinations;
    }

    @Override
    public void accept(Notice notice) {
        if (notice != current) {
            plan = HandOut.of(notice, destinations, logWorker);
            noted = false;
            current = notice;
        }
        if (!noted) {
            Delivery delivery = plan.delivery();
            firing.note(delivery, notice.destinations());
            if (!plan.keys().isEmpty()) {
                journal.raised(delivery, plan.keys());
            }
            noted = true;
        }
        plan.offer();
        current = null;
    }

    /** Somebody else has sent this: its end is sent here. */
    void goesOn(Notice notice) {
        Delivery delivery = Delivery.of(notice);
        firing.note(delivery, notice.destinations());
        destinations.taking(notice.kind()).forEach((key, worker) -> {
            if (notice.destinations().contains(destinations.nameOf(key))) {
                worker.goesOn(delivery);
            }
        });
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
