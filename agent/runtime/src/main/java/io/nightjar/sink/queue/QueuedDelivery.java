package io.nightjar.sink.queue;

import java.util.concurrent.TimeUnit;

/** A delivery in a destination's queue, and how often it was answered and not taken. Not thread-safe; guarded by its queue. */
public final class QueuedDelivery {
    /** After so many it lets those that wait pass. */
    public static final int PATIENT_TRIES = 3;
    /** After so many, while others were delivered, it is set aside. */
    static final int MOST_TRIES = 20;
    /** An older alert is of no use to anybody. */
    static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(3);

    final Delivery delivery;
    private final long queuedNanos;
    /** Tries that count for stepping behind: answers, and connections that ended without one. */
    private int tries;
    /** Answers since others have been delivered. */
    private int refusals;

    private long sentAtFirstRefusal = -1;
    private long notBeforeNanos;
    private boolean behind;
    /** Its place among all that the queue has been given. */
    long sequence;

    QueuedDelivery(Delivery delivery, long queuedNanos) {
        this.delivery = delivery;
        this.queuedNanos = queuedNanos;
        this.tries = delivery.tries();
        this.refusals = delivery.tries();
        this.behind = tries >= PATIENT_TRIES;
        this.notBeforeNanos = queuedNanos;
    }

    String fingerprint() {
        return delivery.alert().fingerprint();
    }

    /** It was not taken, though its receiver was there. */
    void failed(boolean refused, long sentByNow, long nowNanos) {
        tries++;
        if (refused) {
            boolean othersArrived = sentAtFirstRefusal >= 0 && sentByNow > sentAtFirstRefusal;
            if (sentAtFirstRefusal < 0) {
                sentAtFirstRefusal = sentByNow;
            }
            refusals += othersArrived || refusals < PATIENT_TRIES ? 1 : 0;
        }
        behind = tries >= PATIENT_TRIES;
        notBeforeNanos = nowNanos + Math.min(Backoff.CAP.toNanos(), Backoff.BASE.toNanos() << Math.min(tries, 20));
    }

    /** How often it was answered and not taken, as far as that counts. */
    int refusals() {
        return refusals;
    }

    /** Whether it lets those that wait pass. */
    boolean isBehind() {
        return behind;
    }

    /** Steps behind for the sake of one that is. */
    void stepBehind() {
        behind = true;
    }

    /** Nanoseconds until it may be tried again, where it is behind. */
    long restNanos(long nowNanos) {
        return Math.max(0, notBeforeNanos - nowNanos);
    }

    boolean isRefusedForGood() {
        return refusals >= MOST_TRIES;
    }

    boolean isOld(long nowNanos) {
        return nowNanos - queuedNanos > LONGEST_NANOS - delivery.ageNanos();
    }
}
