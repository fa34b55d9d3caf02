package io.nightjar.sink;

import java.util.function.Consumer;

/**
 * Hands each alert to the log, the journal and every destination that wants its kind. The detector wakes this one thread
 * and no more, however many destinations there are. Confined to the intake's thread, and at shutdown to its successor.
 */
final class FanOut implements Consumer<Delivery> {
    private final Courier logCourier;
    private final DeliveryJournal journal;
    private final FiringConditions firing = new FiringConditions();
    private volatile Destinations destinations;

    FanOut(Courier logCourier, DeliveryJournal journal, Destinations destinations) {
        this.logCourier = logCourier;
        this.journal = journal;
        this.destinations = destinations;
    }

    /** What the intake does with each. */
    @Override
    public void accept(Delivery delivery) {
        handOut(delivery);
    }

    void handOut(Delivery delivery) {
        firing.note(delivery);
        if (delivery.kind() == Delivery.Kind.NOTIFICATION) {
            logCourier.offer(delivery);
        }
        destinations.offer(delivery, journal);
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
