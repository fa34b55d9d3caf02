package io.nightjar.sink.queue;

import java.time.Duration;
import java.util.List;

/** One destination's protocol: one attempt at a time, on the destination's own thread. */
public interface AlertSink {
    /** Nothing is to be sent again. */
    long NEVER = Long.MAX_VALUE;

    /** For a person: the destination and, where it has a URL, its scheme and host. */
    String name();

    /**
     * Tries once to deliver; blocks no longer than the limit.
     *
     * @param batch in the order in which they were raised; empty where {@link #resendDelayNanos()} asked for it
     */
    Outcome send(List<Delivery> batch, Duration limit) throws InterruptedException;

    /** Whether acknowledgements are sent; elsewhere they are passed over. */
    default boolean takesAcknowledgements() {
        return false;
    }

    /** How many alerts one attempt may carry; of one condition never more than one. */
    default int batchLimit() {
        return 1;
    }

    /** How long until what was sent has to be sent again; {@link #NEVER} where nothing has. */
    default long resendDelayNanos() {
        return NEVER;
    }
}
