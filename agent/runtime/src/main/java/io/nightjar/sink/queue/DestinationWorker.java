package io.nightjar.sink.queue;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one destination: its queue, its protocol, and the daemon thread that lives while there is something to do.
 * Thread-safe; {@link #offer} never blocks and never throws.
 */
public final class DestinationWorker {
    private static final Duration UNLIMITED = Duration.ofDays(1);
    private static final long AFTER_FAILURE_NANOS = 500_000_000L;
    private static final long LEAST_WAIT_NANOS = 1_000_000L;

    private final AgentThread thread;
    private final DeliveryQueue queue;
    private final NanoClock clock;
    private final AgentLog log;
    private final DeliveryLog deliveryLog;
    private volatile AlertSink sink;
    private volatile long deadlineNanos;
    private volatile boolean noThread;

    public DestinationWorker(
            String threadName,
            DeliveryQueue queue,
            AlertSink sink,
            NanoClock clock,
            AgentLog log,
            DeliveryLog deliveryLog) {
        this.thread = new Worker(threadName);
        this.queue = queue;
        this.sink = sink;
        this.clock = clock;
        this.log = log;
        this.deliveryLog = deliveryLog;
        queue.reopen(sink.batchLimit(), sink.takesAcknowledgements());
    }

    public void offer(Delivery delivery) {
        if (queue.offer(delivery, clock.nanoTime())) {
            start();
        } else {
            thread.wake();
        }
    }

    /** The destination got this from an earlier process. */
    public void goesOn(Delivery delivery) {
        queue.goesOn(delivery);
    }

    /** Starts the thread where there is something to do and no thread runs: it could not be started, or has died. */
    public void revive() {
        if (thread.hasDied(queue.isWorking())) {
            queue.threadLost();
            log.failure("sink.thread", thread.death());
        }
        if (!queue.isDraining()) {
            startIfNeeded();
        }
    }

    /** Follows changed settings; the queue stays and is tried at once. */
    public void replaceSink(AlertSink newSink) {
        sink = newSink;
        queue.reopen(newSink.batchLimit(), newSink.takesAcknowledgements());
        startIfNeeded();
        thread.wake();
    }

    public AlertSink sink() {
        return sink;
    }

    /** Starts the thread where the sink has something to send without a new alert. */
    void startIfNeeded() {
        if (queue.needsThread(sink.resendDelayNanos() != AlertSink.NEVER)) {
            start();
        }
    }

    /** One attempt for each that waits, until the deadline; returns at once. */
    public void drain(long untilNanos) {
        deadlineNanos = untilNanos;
        queue.drain();
        startIfNeeded();
        thread.wake();
    }

    /** Waits for the end of a drained thread; what is under way at the deadline is aborted. */
    public void awaitEnd() throws InterruptedException {
        while (thread.isAlive()) {
            long leftNanos = deadlineNanos - clock.nanoTime();
            if (leftNanos < LEAST_WAIT_NANOS) {
                thread.interrupt();
                return;
            }
            thread.awaitEnd(leftNanos);
        }
    }

    public DestinationCounters counters() {
        return queue.counters(sink.name());
    }

    private void start() {
        try {
            thread.start();
            noThread = false;
        } catch (Throwable failed) {
            noThread = true;
            queue.threadLost();
            log.failure("sink.thread", failed);
        }
    }

    /** Why nothing moves here; null while something does, or nothing has to. */
    public @Nullable String standstill() {
        return noThread && queue.hasWork() ? sink.name() + ": no thread can be started, its alerts wait" : null;
    }

    private void restUntilWoken(long nanos) throws InterruptedException {
        LockSupport.parkNanos(this, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean step(DeliveryQueue.Step step) throws InterruptedException {
        if (step instanceof DeliveryQueue.Step.Wait wait) {
            restUntilWoken(wait.nanos());
            return true;
        }
        if (step instanceof DeliveryQueue.Step.Send send) {
            attempt(send.batch());
            return true;
        }
        return false;
    }

    private void attempt(List<Delivery> batch) throws InterruptedException {
        AlertSink current = sink;
        Duration limit = UNLIMITED;
        if (queue.isDraining()) {
            long leftNanos = deadlineNanos - clock.nanoTime();
            if (leftNanos <= 0) {
                throw new InterruptedException();
            }
            limit = Duration.ofNanos(leftNanos);
        }
        Outcome outcome = guarded(current, batch, limit);
        queue.settle(outcome, clock.nanoTime());
        deliveryLog.write(current.name(), outcome, batch.size());
    }

    private Outcome guarded(AlertSink current, List<Delivery> batch, Duration limit) throws InterruptedException {
        try {
            return current.send(batch, limit);
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Throwable thrown) {
            log.failure("sink.send", thrown);
            return new Outcome.Retry(
                    "failed inside: " + thrown.getClass().getSimpleName(), Duration.ZERO, false, isOfThisAlert(thrown));
        }
    }

    /** Whether it is the alert that cannot be sent, so that it must hold no other up; else what lacks now may be there later. */
    private static boolean isOfThisAlert(Throwable thrown) {
        return thrown instanceof StackOverflowError
                || thrown instanceof RuntimeException && !(thrown instanceof UncheckedIOException);
    }

    /** The destination's thread. A round is one attempt or one wait. A failure costs a pause; the thread goes on. */
    private final class Worker extends AgentThread {
        Worker(String name) {
            super(name, AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() throws InterruptedException {
            return step(queue.next(clock.nanoTime(), sink.resendDelayNanos()));
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("sink.work", failure);
        }

        @Override
        protected void rest(long nanos) throws InterruptedException {
            restUntilWoken(nanos);
        }

        /** What was under way at shutdown was aborted. */
        @Override
        protected void interrupted() {
            queue.threadLost();
        }
    }
}
