package io.nightjar.sink.queue;

import io.nightjar.sink.queue.Outcome.Delivered;
import io.nightjar.sink.queue.Outcome.Gone;
import io.nightjar.sink.queue.Outcome.Retry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one destination still has to deliver, and when it may try: the decisions of delivery without its thread. An alert that
 * is answered and not taken lets others pass after some tries, and is set aside after more, so that it holds up no other.
 * Thread-safe: every method takes the monitor for a moment and calls nothing that blocks.
 */
public final class DeliveryQueue {
    /** What the destination's thread does next. */
    sealed interface Step {
        /** Attempt these; empty: send again what was sent. */
        record Send(List<Delivery> batch) implements Step {}

        /** Wait so long, or until woken. */
        record Wait(long nanos) implements Step {}

        /** Nothing is left to do: the thread ends. */
        record End() implements Step {}
    }

    public static final int CAPACITY = 10_000;
    /** A thread with nothing to do waits so long for the next alert before it ends. */
    public static final long IDLE_NANOS = 10_000_000_000L;

    private final int capacity;
    private final DeliveryPace pace;
    private final DeliveryTally tally = new DeliveryTally();
    private final DeliveryFate fate;
    private final NotifiedConditions notified = new NotifiedConditions(CAPACITY);
    private final boolean endsOnlyWhatBegan;

    private final WaitingDeliveries waiting = new WaitingDeliveries();
    private List<QueuedDelivery> inFlight = List.of();
    private final Set<String> leftConditions = new HashSet<>();
    private int batchLimit = 1;
    private boolean takesAcknowledgements;
    private boolean working;
    private boolean draining;
    private boolean gone;

    /**
     * @param endsOnlyWhatBegan a resolved alert, or an acknowledgement, whose firing alert never arrived is suppressed
     * @param fate learns what becomes of each delivery
     */
    public DeliveryQueue(int capacity, boolean endsOnlyWhatBegan, Backoff backoff, DeliveryFate fate) {
        this.capacity = capacity;
        this.endsOnlyWhatBegan = endsOnlyWhatBegan;
        this.pace = new DeliveryPace(backoff);
        this.fate = fate;
    }

    /** Takes one more; true if the caller must start a thread, because none runs. */
    public synchronized boolean offer(Delivery delivery, long nowNanos) {
        if (gone) {
            tally.raised++;
            drop(delivery);
            return false;
        }
        waiting.add(new QueuedDelivery(delivery, nowNanos));
        tally.raised++;
        if (waiting.size() > capacity) {
            drop(waiting.pollOldest().delivery);
        }
        pace.busy();
        boolean start = !working;
        working = true;
        return start;
    }

    /** The destination got this from an earlier process: its end is one of what began. */
    synchronized void goesOn(Delivery delivery) {
        notified.goesOn(delivery);
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
        long restNanos = draining ? 0 : pace.restNanos(nowNanos, waiting.hasBoth());
        if (inFlight.isEmpty() && restNanos == 0) {
            inFlight = takeBatch(nowNanos);
        }
        if (!inFlight.isEmpty()) {
            return restNanos == 0 ? new Step.Send(deliveries(inFlight)) : new Step.Wait(restNanos);
        }
        if (draining) {
            return end();
        }
        long nextNanos = waiting.size() == 0 ? AlertSink.NEVER : Math.max(restNanos, waiting.delayNanos(nowNanos));
        if (resendDelayNanos != AlertSink.NEVER) {
            pace.busy();
            long delay = Math.max(resendDelayNanos, restNanos);
            return delay <= 0 ? new Step.Send(List.of()) : new Step.Wait(Math.max(1, Math.min(delay, nextNanos)));
        }
        if (nextNanos != AlertSink.NEVER) {
            return new Step.Wait(Math.max(1, nextNanos));
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
        List<QueuedDelivery> batch = inFlight;
        inFlight = List.of();
        if (outcome instanceof Delivered) {
            batch.forEach(this::arrived);
            return;
        }
        tally.failedAttempts++;
        batch.forEach(queued -> drop(queued.delivery));
        if (outcome instanceof Gone) {
            gone = true;
            waiting.clearInto(this::drop);
        }
    }

    private static List<Delivery> deliveries(List<QueuedDelivery> batch) {
        List<Delivery> deliveries = new ArrayList<>(batch.size());
        for (QueuedDelivery queued : batch) {
            deliveries.add(queued.delivery);
        }
        return deliveries;
    }

    private void settleRetry(Retry retry, long nowNanos) {
        tally.failedAttempts++;
        List<QueuedDelivery> batch = inFlight;
        if (retry.maybeArrived()) {
            batch.forEach(queued -> notified.note(queued.delivery));
        }
        if (draining) {
            inFlight = List.of();
            batch.forEach(queued -> leave(queued.delivery));
            return;
        }
        if (retry.refused() || retry.maybeArrived()) {
            inFlight = List.of();
            waiting.putBack(refused(batch, retry.refused(), nowNanos));
        }
        pace.rest(nowNanos, retry.atLeast());
    }

    /** Those of a refused batch that are tried again. */
    private List<QueuedDelivery> refused(List<QueuedDelivery> batch, boolean answered, long nowNanos) {
        List<QueuedDelivery> again = new ArrayList<>(batch.size());
        for (QueuedDelivery queued : batch) {
            queued.failed(answered, tally.sent, nowNanos);
            if (queued.isRefusedForGood()) {
                setAside(queued.delivery, DeliveryFate.SetAside.REFUSED);
            } else {
                again.add(queued);
                if (answered) {
                    fate.refused(queued.delivery, queued.refusals());
                }
            }
        }
        return again;
    }

    private void setAside(Delivery delivery, DeliveryFate.SetAside why) {
        tally.setAside++;
        fate.setAside(delivery, why);
    }

    /** Not delivered before the process stops; what follows such a beginning must not overtake it. */
    private void leave(Delivery delivery) {
        tally.leftOver++;
        if (!delivery.isAcknowledgement()) {
            leftConditions.add(delivery.alert().fingerprint());
        }
    }

    private void arrived(QueuedDelivery queued) {
        Delivery delivery = queued.delivery;
        tally.sent++;
        notified.note(delivery);
        fate.done(delivery, true);
        if (delivery.ends()) {
            waiting.takeAcknowledgementsBefore(queued).forEach(this::suppress);
        }
    }

    /** There is nobody to whom it would say anything. */
    private void suppress(QueuedDelivery queued) {
        tally.suppressed++;
        fate.done(queued.delivery, false);
    }

    private void drop(Delivery delivery) {
        tally.dropped++;
        fate.done(delivery, false);
    }

    private List<QueuedDelivery> takeBatch(long nowNanos) {
        List<QueuedDelivery> batch = new ArrayList<>(Math.min(batchLimit, waiting.size()));
        Set<String> conditions = new HashSet<>();
        while (batch.size() < batchLimit) {
            QueuedDelivery next = waiting.next(nowNanos, draining);
            if (next == null || !batch.isEmpty() && next.isBehind()) {
                return batch;
            }
            boolean isForNobody = next.delivery.isAcknowledgement() && !takesAcknowledgements
                    || endsOnlyWhatBegan && notified.lacksBeginning(next.delivery);
            boolean beganNot = !next.delivery.begins() && leftConditions.contains(next.fingerprint());
            if (endsOnlyWhatBegan && !beganNot && conditions.contains(next.fingerprint())) {
                return batch;
            }
            waiting.take(next);
            if (beganNot) {
                leave(next.delivery);
            } else if (isForNobody) {
                suppress(next);
            } else if (next.isOld(nowNanos)) {
                setAside(next.delivery, DeliveryFate.SetAside.OLD);
            } else {
                conditions.add(next.fingerprint());
                batch.add(next);
                if (next.isBehind()) {
                    return batch; // alone, so that it takes no other with it
                }
            }
        }
        return batch;
    }

    /** The process is stopping: one attempt for each that waits, none is waited for. */
    synchronized void drain() {
        draining = true;
    }

    /** Begins anew with changed settings: what waits is tried at once, also where the old destination was gone. */
    synchronized void reopen(int newBatchLimit, boolean nowTakesAcknowledgements) {
        batchLimit = newBatchLimit;
        takesAcknowledgements = nowTakesAcknowledgements;
        gone = false;
        pace.reset();
    }

    synchronized boolean hasWork() {
        return !gone && queued() > 0;
    }

    synchronized boolean isDraining() {
        return draining;
    }

    public synchronized DestinationCounters counters(String name) {
        return tally.counters(name, queued(), gone);
    }

    private long queued() {
        return waiting.size() + inFlight.size();
    }

    /** For tests and shutdown: whether a thread runs or should run. */
    synchronized boolean isWorking() {
        return working;
    }

    /** The oldest that waits, for tests. */
    synchronized @Nullable Delivery head() {
        QueuedDelivery head = inFlight.isEmpty() ? waiting.head() : inFlight.get(0);
        return head == null ? null : head.delivery;
    }
}
