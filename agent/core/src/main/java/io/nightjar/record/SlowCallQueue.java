package io.nightjar.record;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Slow calls on their way to the detector: bounded, any thread offers, one at a time polls. Thread-safe, lock-free. */
final class SlowCallQueue {
    /*
     * A ring of cells after D. Vyukov. A cell's turn says whose it is: t, the producer that drew ticket t may fill it;
     * t + 1, the consumer at position t may empty it; then it becomes t + capacity for the next round.
     *
     * A producer draws a ticket by CAS on tail, only when the cell's turn is that ticket; so two producers never have
     * one cell, and a full ring is seen before anything is drawn. It fills the cell plainly and hands it over by the
     * volatile store of the turn. Offering allocates nothing and never waits: full means false. The consumer stops at a
     * cell that was drawn but not yet handed over, and finds it the next time.
     *
     * Between the CAS and the handing over, and between the emptying and the giving back, there are stores to fields and
     * nothing else: an invocation there could find the end of its thread's stack, and the ring would stand still for good.
     */
    private static final class Cell {
        volatile long turn;
        int operationId;
        long startNanos;
        long endNanos;

        @Nullable
        CallDetails details;

        @Nullable
        SpanIds span;

        Cell(long turn) {
            this.turn = turn;
        }
    }

    private final Cell[] cells;
    private final int mask;
    private final AtomicLong tail = new AtomicLong();
    private volatile long head;

    SlowCallQueue(int powerOfTwo) {
        mask = powerOfTwo - 1;
        cells = new Cell[powerOfTwo];
        for (int i = 0; i < powerOfTwo; i++) {
            cells[i] = new Cell(i);
        }
    }

    /** False where the queue is full. */
    boolean offer(
            int operationId, long startNanos, long endNanos, @Nullable CallDetails details, @Nullable SpanIds span) {
        long ticket = tail.get();
        while (true) {
            Cell cell = cells[(int) ticket & mask];
            long turn = cell.turn;
            if (turn < ticket) {
                return false;
            }
            if (turn == ticket && tail.compareAndSet(ticket, ticket + 1)) {
                cell.operationId = operationId;
                cell.startNanos = startNanos;
                cell.endNanos = endNanos;
                cell.details = details;
                cell.span = span;
                cell.turn = ticket + 1;
                return true;
            }
            ticket = tail.get();
        }
    }

    /** The oldest slow call, or null; one thread at a time. */
    @Nullable
    SlowCall poll() {
        long position = head;
        Cell cell = cells[(int) position & mask];
        if (cell.turn != position + 1) {
            return null;
        }
        SlowCall call = new SlowCall(cell.operationId, cell.startNanos, cell.endNanos, cell.details, cell.span);
        cell.details = null;
        cell.span = null;
        head = position + 1;
        cell.turn = position + 1 + mask;
        return call;
    }

    /** Roughly whether nothing waits. */
    boolean isEmpty() {
        long position = head;
        return cells[(int) position & mask].turn != position + 1;
    }
}
