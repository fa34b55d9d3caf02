package io.nightjar.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Slow calls on their way to the detector: bounded, any thread offers, one at a time polls. Thread-safe, lock-free. */
final class SlowCallQueue {
    /*
     * A ring of cells after D. Vyukov. turns[i] says whose turn cell i is: t, the producer that drew ticket t may fill
     * it; t + 1, the consumer at position t may empty it; then it becomes t + capacity for the next round.
     *
     * A producer draws a ticket by CAS on tail, only when the cell's turn is that ticket; so two producers never have
     * one cell, and a full ring is seen before anything is drawn. It fills the cell plainly and hands it over by a
     * release of the turn; the consumer takes it by an acquire. Offering allocates nothing and never waits: full means
     * false. The consumer stops at a cell that was drawn but not yet handed over, and finds it the next time.
     */
    private static final int WORDS = 3;

    private final int mask;
    private final AtomicLongArray turns;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();
    private final long[] words;
    private final AtomicReferenceArray<@Nullable CallDetails> details;

    SlowCallQueue(int powerOfTwo) {
        mask = powerOfTwo - 1;
        turns = new AtomicLongArray(powerOfTwo);
        words = new long[powerOfTwo * WORDS];
        details = new AtomicReferenceArray<>(powerOfTwo);
        for (int i = 0; i < powerOfTwo; i++) {
            turns.set(i, i);
        }
    }

    /** False where the queue is full. */
    boolean offer(int operationId, long startNanos, long endNanos, @Nullable CallDetails told) {
        long ticket = tail.get();
        while (true) {
            int cell = (int) ticket & mask;
            long turn = turns.getAcquire(cell);
            if (turn < ticket) {
                return false;
            }
            if (turn == ticket && tail.compareAndSet(ticket, ticket + 1)) {
                words[cell * WORDS] = operationId;
                words[cell * WORDS + 1] = startNanos;
                words[cell * WORDS + 2] = endNanos;
                details.setPlain(cell, told);
                turns.setRelease(cell, ticket + 1);
                return true;
            }
            ticket = tail.get();
        }
    }

    /** The oldest slow call, or null; one thread at a time. */
    @Nullable SlowCall poll() {
        long position = head.get();
        int cell = (int) position & mask;
        if (turns.getAcquire(cell) != position + 1) {
            return null;
        }
        SlowCall call = new SlowCall(
                (int) words[cell * WORDS],
                words[cell * WORDS + 1],
                words[cell * WORDS + 2],
                details.getPlain(cell));
        details.setPlain(cell, null);
        head.setOpaque(position + 1);
        turns.setRelease(cell, position + 1 + mask);
        return call;
    }

    /** Roughly whether nothing waits. */
    boolean isEmpty() {
        long position = head.getOpaque();
        return turns.getAcquire((int) position & mask) != position + 1;
    }
}
