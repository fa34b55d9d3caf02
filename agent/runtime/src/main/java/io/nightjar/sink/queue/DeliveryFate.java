package io.nightjar.sink.queue;

/** Is notified of what becomes of one destination's deliveries. Thread-safe; its methods must not block and must not throw. */
public interface DeliveryFate {
    /** It leaves the queue for good: it arrived, or it never will. */
    void done(Delivery delivery, boolean arrived);

    /** It was answered and not taken, so many times now, and is tried again. */
    default void refused(Delivery delivery, int tries) {}

    /** It leaves the queue, undelivered, to be kept elsewhere. */
    default void setAside(Delivery delivery, SetAside why) {
        done(delivery, false);
    }

    /** Why an alert is no longer tried. */
    enum SetAside {
        REFUSED("was refused " + QueuedDelivery.MOST_TRIES + " times while others were delivered"),
        OLD("is older than 3 days");

        private final String words;

        SetAside(String words) {
            this.words = words;
        }

        /** What stands behind "the alert". */
        public String words() {
            return words;
        }
    }
}
