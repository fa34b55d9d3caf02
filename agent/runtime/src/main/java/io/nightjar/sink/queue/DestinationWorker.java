package io.nightjar.sink.queue;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One destination at work: its queue, its protocol, and the daemon thread that lives while there is something to do.
 * Thread-safe; {@link #offer} never blocks and never throws.
 */
public final class DestinationWorker {
    private static final Duration UNLIMITED = Duration.ofDays(1);
    private static final long AFTER_FAILURE_NANOS = 500_000_000L;

    private final String threadName;
    private final DeliveryQueue queue;
    private final NanoClock clock;
    private final AgentLog log;
    private final DeliveryLog deliveryLog;
    private volatile AlertSink sink;
    private volatile @Nullable Thread thread;
    private volatile long deadlineNanos;
    private @Nullable Thread foundDead;
    private boolean seenDead;
    private volatile boolean noThread;

    public DestinationWorker(
            String threadName,
            DeliveryQueue queue,
            AlertSink sink,
            NanoClock clock,
            AgentLog log,
            DeliveryLog deliveryLog) {
        this.threadName = threadName;
        this.queue = queue;
        this.sink = sink;
        this.clock = clock;
        this.log = log;
        this.deliveryLog = deliveryLog;
        queue.reopen(sink.batchLimit());
    }

    public void offer(Delivery delivery) {
        if (queue.offer(delivery, clock.nanoTime())) {
            start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    /** Starts the thread where there is something to do and none at work: it could not be started, or has died. */
    public void revive() {
        Thread known = thread;
        boolean dead = known == null || known.getState() == Thread.State.TERMINATED;
        if (dead && queue.isWorking() && seenDead && known == foundDead) {
            queue.threadLost(); // seen dead for the second time: nobody is about to start another
            log.failure("sink.thread", new IllegalStateException(threadName + " had died and was started anew"));
        }
        seenDead = dead && queue.isWorking();
        foundDead = known;
        if (!queue.isDraining()) {
            startIfNeeded();
        }
    }

    /** Follows changed settings; the queue stays and is tried at once. */
    public void replaceSink(AlertSink newSink) {
        sink = newSink;
        queue.reopen(newSink.batchLimit());
        startIfNeeded();
        LockSupport.unpark(thread);
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

    /** The destination is no longer wanted. */
    public void discard() {
        queue.discard();
        LockSupport.unpark(thread);
    }

    /** One attempt for each that waits, until the deadline; returns at once. */
    public void drain(long untilNanos) {
        deadlineNanos = untilNanos;
        queue.drain();
        startIfNeeded();
        LockSupport.unpark(thread);
    }

    /** Waits for the end of a drained thread; what is under way at the deadline is cut off. */
    public void awaitEnd() throws InterruptedException {
        Thread running = thread;
        while (running != null && running.isAlive()) {
            long leftMillis = (deadlineNanos - clock.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                running.interrupt();
                return;
            }
            running.join(leftMillis);
        }
    }

    public DestinationCounters counters() {
        return queue.counters(sink.name());
    }

    private void start() {
        try {
            Thread fresh = DaemonThreads.named(threadName, this::work);
            thread = fresh;
            fresh.start();
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

    /** Each step is one attempt or one wait. What is thrown costs a pause, and never the thread. */
    private void work() {
        Throwable failed = null;
        boolean goesOn = true;
        while (goesOn) {
            try {
                if (failed != null) {
                    Throwable reported = failed;
                    failed = null;
                    rest(AFTER_FAILURE_NANOS);
                    log.failure("sink.work", reported);
                }
                goesOn = step(queue.next(clock.nanoTime(), sink.resendDelayNanos()));
            } catch (InterruptedException cutOffAtShutdown) {
                queue.threadLost();
                return;
            } catch (Throwable unexpected) {
                failed = unexpected;
            }
        }
    }

    private void rest(long nanos) throws InterruptedException {
        LockSupport.parkNanos(this, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean step(DeliveryQueue.Step step) throws InterruptedException {
        if (step instanceof DeliveryQueue.Step.Wait wait) {
            rest(wait.nanos());
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
}
