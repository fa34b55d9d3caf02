package io.nightjar.sink.queue;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What of the deliveries outlives the process. Thread-safe; never blocks its caller and never throws. */
public interface DeliveryJournal {
    /** Keeps nothing. */
    DeliveryJournal NONE = new DeliveryJournal() {
        @Override
        public void start() {}

        @Override
        public void goesOn(Delivery delivery) {}

        @Override
        public void raised(Delivery delivery, Collection<String> destinations) {}

        @Override
        public void done(String destination, Delivery delivery, boolean arrived) {}

        @Override
        public void refused(String destination, Delivery delivery, int tries) {}

        @Override
        public void setAside(String destination, Delivery delivery, DeliveryFate.SetAside why) {}

        @Override
        public String setAsideWhere() {
            return " and, without alerts.spool, kept nowhere";
        }

        @Override
        public void revive() {}

        @Override
        public @Nullable String standstill() {
            return null;
        }

        @Override
        public void close(long deadlineNanos) {}
    };

    /** Looks for what earlier processes left. */
    void start();

    /** A condition that an earlier process told of goes on in this one: its end is not made up. Before {@link #start}. */
    void goesOn(Delivery delivery);

    /** An alert is on its way to these destinations. */
    void raised(Delivery delivery, Collection<String> destinations);

    /** A destination is done with it. */
    void done(String destination, Delivery delivery, boolean arrived);

    /** A destination has refused it, so many times now. */
    void refused(String destination, Delivery delivery, int tries);

    /** A destination gives it up; it is kept in a file where a person can find it. */
    void setAside(String destination, Delivery delivery, DeliveryFate.SetAside why);

    /** Where that is, as the end of a sentence. */
    String setAsideWhere();

    /** Starts the thread anew where it has died with something to write. */
    void revive();

    /** Why nothing is written; null while something is, or nothing has to be. */
    @Nullable
    String standstill();

    /** Writes what is queued, until the deadline, and releases the directory. */
    void close(long deadlineNanos) throws InterruptedException;
}
