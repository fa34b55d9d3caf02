package io.nightjar.sink;

import java.time.Duration;
import java.util.List;

/**
 * Hands each alert to the log, the journal and every destination that wants its kind. The detector wakes this one thread
 * and no more, however many destinations there are. Confined to its thread, {@link #firing()} excepted.
 */
final class FanOut implements AlertSink {
    private static final int BATCH = 256;

    private final Courier logCourier;
    private final DeliveryJournal journal;
    private final FiringConditions firing = new FiringConditions();
    private volatile Destinations destinations;

    FanOut(Courier logCourier, DeliveryJournal journal, Destinations destinations) {
        this.logCourier = logCourier;
        this.journal = journal;
        this.destinations = destinations;
    }

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public Outcome send(List<Delivery> batch, Duration limit) {
        for (Delivery delivery : batch) {
            handOut(delivery);
        }
        return new Outcome.Delivered("");
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
