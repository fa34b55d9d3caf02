package io.nightjar.sink;

import io.nightjar.sink.Outcome.Delivered;
import io.nightjar.sink.Outcome.Gone;
import io.nightjar.sink.Outcome.Retry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one destination still has to deliver, and when it may try: the decisions of delivery without its thread.
 * Thread-safe: every method takes the monitor for a moment and calls nothing that blocks.
 */
final class DeliveryQueue {
    /** What the destination's thread does next. */
    sealed interface Step {
        /** Attempt these; empty: tell again what was told. */
        record Send(List<Delivery> batch) implements Step {}

        /** Wait so long, or until woken. */
        record Wait(long nanos) implements Step {}

        /** Nothing is left to do: the thread ends. */
        record End() implements Step {}
    }

    static final int CAPACITY = 10_000;
    /** A thread with nothing to do waits so long for the next alert before it ends. */
    static final long IDLE_NANOS = 10_000_000_000L;

    private final int capacity;
    private final DeliveryPace pace;
    private final DeliveryTally tally = new DeliveryTally();
    private final BiConsumer<Delivery, Boolean> done;
    private final ToldConditions told = new ToldConditions(CAPACITY);
    private final boolean endsOnlyWhatBegan;

    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private List<Delivery> inFlight = List.of();
    private final Set<String> leftConditions = new HashSet<>();
    private int batchLimit = 1;
    private boolean working;
    private boolean draining;
    private boolean gone;

    /**
     * @param endsOnlyWhatBegan a resolved alert whose firing one never arrived is suppressed
     * @param done told of each delivery that leaves the queue for good, and whether it arrived; must not block
     */
    DeliveryQueue(
            int capacity,
            boolean endsOnlyWhatBegan,
            Backoff backoff,
            BiConsumer<Delivery, Boolean> done) {
        this.capacity = capacity;
        this.endsOnlyWhatBegan = endsOnlyWhatBegan;
        this.pace = new DeliveryPace(backoff);
        this.done = done;
    }

    /** Takes one more; true if the caller must start a thread, because none is at work. */
    synchronized boolean offer(Delivery delivery) {
        tally.raised++;
        if (gone) {
            drop(delivery);
            return false;
        }
        if (waiting.size() >= capacity) {
            drop(waiting.pollFirst());
        }
        waiting.addLast(delivery);
        pace.busy();
        boolean start = !working;
        working = true;
        return start;
    }

    /** Marks a thread as needed without a new alert; true if the caller must start it. */
    synchronized boolean needsThread(boolean resends) {
        boolean start = !working && !gone && (resends || queued() > 0 || tally.leftOver > 0);
        working |= start;
        return start;
    }

    /** The thread that was to work could not be started, or died. */
    synchronized void threadLost() {
        working = false;
    }

    /** What to do now. */
    synchronized Step next(long nowNanos, long resendDelayNanos) {
        if (gone) {
            return end();
        }
        if (inFlight.isEmpty()) {
            inFlight = takeBatch();
        }
        long restNanos = pace.restNanos(nowNanos);
        if (!inFlight.isEmpty()) {
            return draining || restNanos == 0 ? new Step.Send(inFlight) : new Step.Wait(restNanos);
        }
        if (draining) {
            return end();
        }
        if (resendDelayNanos != AlertSink.NEVER) {
            pace.busy();
            long delay = Math.max(resendDelayNanos, restNanos);
            return delay <= 0 ? new Step.Send(List.of()) : new Step.Wait(delay);
        }
        long idleNanos = pace.idleNanos(nowNanos);
        return idleNanos >= IDLE_NANOS ? end() : new Step.Wait(IDLE_NANOS - idleNanos);
    }

    private Step end() {
        pace.busy();
        working = false;
        return new Step.End();
    }

    /** Takes note of what became of the batch that {@link #next} gave out. */
    synchronized void settle(Outcome outcome, long nowNanos) {
        tally.lastAnswer = outcome.answer();
        if (outcome instanceof Retry retry) {
            settleRetry(retry, nowNanos);
            return;
        }
        pace.reset();
        List<Delivery> batch = inFlight;
        inFlight = List.of();
        if (outcome instanceof Delivered) {
            batch.forEach(this::arrived);
            return;
        }
        tally.failedAttempts++;
        batch.forEach(this::drop);
        if (outcome instanceof Gone) {
            gone = true;
            waiting.forEach(this::drop);
            waiting.clear();
        }
    }

    private void settleRetry(Retry retry, long nowNanos) {
        tally.failedAttempts++;
        if (retry.maybeArrived()) {
            inFlight.forEach(told::note);
        }
        if (draining) {
            inFlight.forEach(this::leave);
            inFlight = List.of();
        } else {
            pace.rest(nowNanos, retry.atLeast());
        }
    }

    /** Not delivered before the process stops; the end of such a beginning must not overtake it. */
    private void leave(Delivery delivery) {
        tally.leftOver++;
        leftConditions.add(fingerprint(delivery));
    }

    private void arrived(Delivery delivery) {
        tally.sent++;
        told.note(delivery);
        done.accept(delivery, true);
    }

    private void drop(Delivery delivery) {
        tally.dropped++;
        done.accept(delivery, false);
    }

    private List<Delivery> takeBatch() {
        List<Delivery> batch = new ArrayList<>(Math.min(batchLimit, waiting.size()));
        Set<String> conditions = new HashSet<>();
        while (batch.size() < batchLimit && !waiting.isEmpty()) {
            Delivery head = waiting.peekFirst();
            if (leftConditions.contains(fingerprint(head))) {
                leave(waiting.pollFirst());
            } else if (endsOnlyWhatBegan && told.endsNothing(head) && !conditions.contains(fingerprint(head))) {
                tally.suppressed++;
                done.accept(waiting.pollFirst(), false);
            } else if (endsOnlyWhatBegan && !conditions.add(fingerprint(head))) {
                break;
            } else {
                batch.add(waiting.pollFirst());
            }
        }
        return batch;
    }

    private static String fingerprint(Delivery delivery) {
        return delivery.alert().fingerprint();
    }

    /** The process is stopping: one attempt for each that waits, none is waited for. */
    synchronized void drain() {
        draining = true;
    }

    /** Begins anew with changed settings: what waits is tried at once, also where the old destination was gone. */
    synchronized void reopen(int newBatchLimit) {
        batchLimit = newBatchLimit;
        gone = false;
        pace.reset();
    }

    /** The destination is no longer wanted: what waits is dropped and counted. */
    synchronized void discard() {
        gone = true;
        waiting.forEach(this::drop);
        waiting.clear();
    }

    synchronized boolean isDraining() {
        return draining;
    }

    synchronized DestinationCounters counters(String name) {
        return tally.counters(name, queued(), gone);
    }

    private long queued() {
        return waiting.size() + inFlight.size();
    }

    /** For tests and shutdown: whether a thread is or should be at work. */
    synchronized boolean isWorking() {
        return working;
    }

    /** The oldest that waits, for tests. */
    synchronized @Nullable Delivery head() {
        return inFlight.isEmpty() ? waiting.peekFirst() : inFlight.get(0);
    }
}
