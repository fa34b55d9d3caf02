package io.nightjar.sink;

import java.util.Collection;

/** What of the deliveries outlives the process. Thread-safe; never blocks its caller and never throws. */
interface DeliveryJournal {
    /** Keeps nothing. */
    DeliveryJournal NONE = new DeliveryJournal() {
        @Override
        public void start() {}

        @Override
        public void raised(Delivery delivery, Collection<String> destinations) {}

        @Override
        public void done(String destination, Delivery delivery, boolean arrived) {}

        @Override
        public void close(long deadlineNanos) {}
    };

    /** Looks for what earlier processes left. */
    void start();

    /** An alert is on its way to these destinations. */
    void raised(Delivery delivery, Collection<String> destinations);

    /** A destination is done with it. */
    void done(String destination, Delivery delivery, boolean arrived);

    /** Writes what waits, until the deadline, and lets go of the directory. */
    void close(long deadlineNanos) throws InterruptedException;
}
