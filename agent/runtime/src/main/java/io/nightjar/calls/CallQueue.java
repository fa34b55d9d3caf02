package io.nightjar.calls;

import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallSink;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Calls on their way to what writes them: bounded, any thread offers, one at a time polls. Thread-safe, lock-free, allocates nothing. */
public final class CallQueue {
    /*
     * A ring of cells after D. Vyukov, as that of the recorder's slow calls. A cell's turn says whose it is: t, the producer
     * that drew ticket t may fill it; t + 1, the consumer at position t may empty it; then it becomes t + capacity.
     *
     * A producer draws a ticket by CAS on tail, only when the cell's turn is that ticket; so two producers never have one
     * cell, and a full ring is seen before anything is drawn. Between the CAS and the handing over, and between the emptying
     * and the giving back, there are stores to fields and nothing else: an invocation there could find the end of its
     * thread's stack, and the ring would stand still for good.
     */
    private static final class Cell {
        volatile long turn;
        int operationId;
        long startNanos;
        long endNanos;

        @Nullable
        CallOutcome outcome;

        @Nullable
        String errorClass;

        @Nullable
        CallDetails details;

        long firstChunkNanos;
        long chunks;

        Cell(long turn) {
            this.turn = turn;
        }
    }

    private final Cell[] cells;
    private final int mask;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile long head;

    /** A queue of so many calls, a power of two. */
    public CallQueue(int powerOfTwo) {
        mask = powerOfTwo - 1;
        cells = new Cell[powerOfTwo];
        for (int i = 0; i < powerOfTwo; i++) {
            cells[i] = new Cell(i);
        }
    }

    /** The number of the call in this queue, from 0 on; negative where the queue is full: the call is counted as dropped. */
    public long offer(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        long ticket = tail.get();
        while (true) {
            Cell cell = cells[(int) ticket & mask];
            long turn = cell.turn;
            if (turn < ticket) {
                dropped.getAndIncrement();
                return -1;
            }
            if (turn == ticket && tail.compareAndSet(ticket, ticket + 1)) {
                cell.operationId = operationId;
                cell.startNanos = startNanos;
                cell.endNanos = endNanos;
                cell.outcome = outcome;
                cell.errorClass = errorClass;
                cell.details = details;
                cell.firstChunkNanos = firstChunkNanos;
                cell.chunks = chunks;
                cell.turn = ticket + 1;
                return ticket;
            }
            ticket = tail.get();
        }
    }

    /** Hands the oldest call over and gives its cell back; false where none waits. One thread at a time. */
    public boolean poll(CallSink taker) {
        long position = head;
        Cell cell = cells[(int) position & mask];
        if (cell.turn != position + 1) {
            return false;
        }
        int operationId = cell.operationId;
        long startNanos = cell.startNanos;
        long endNanos = cell.endNanos;
        CallOutcome outcome = cell.outcome;
        String errorClass = cell.errorClass;
        CallDetails details = cell.details;
        long firstChunkNanos = cell.firstChunkNanos;
        long chunks = cell.chunks;
        cell.outcome = null;
        cell.errorClass = null;
        cell.details = null;
        head = position + 1;
        cell.turn = position + 1 + mask;
        taker.ended(operationId, startNanos, endNanos, outcome, errorClass, details, firstChunkNanos, chunks);
        return true;
    }

    /** Roughly whether nothing waits. */
    boolean isEmpty() {
        long position = head;
        return cells[(int) position & mask].turn != position + 1;
    }

    int capacity() {
        return mask + 1;
    }

    /** How many calls found the queue full. */
    public long dropped() {
        return dropped.get();
    }
}
