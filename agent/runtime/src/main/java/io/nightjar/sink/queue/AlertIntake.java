package io.nightjar.sink.queue;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the detector leaves its alerts, of whatever form, without waiting: a bounded queue and the one daemon thread that hands out what is in it.
 * Thread-safe; {@link #offer} takes no lock, never blocks and never throws.
 */
public final class AlertIntake<T> {
    /*
     * The state is what the thread does: NONE (there is none), AWAKE (it looks into the queue again by itself), PARKED (it
     * has to be woken). Producers add to the queue and then read the state; the thread writes PARKED or NONE and then reads
     * the queue. Both are volatile, so that one of the two sees the other: no alert is left in the queue. Whoever changes PARKED or
     * NONE to AWAKE, by compare-and-set, wakes or starts the thread, and nobody else does.
     * To wake a thread costs the detector more than all the rest. So for some time after an alert the thread looks again and
     * again, and a burst, or a stream of alerts, costs its producer one wake-up in all.
     */
    private static final int NONE = 0;
    private static final int AWAKE = 1;
    private static final int PARKED = 2;
    /** The detector may end 10,000 conditions at once, each as a notification and as a state. */
    static final int CAPACITY = 32_768;
    /** So many are handed out at once, whenever the next look is due. */
    private static final int MANY = 256;
    /** How often it looks by itself, which is also how late an alert may be handed out. */
    private static final long LOOK_NANOS = 2_000_000;
    /** For how long it does so after the last alert. */
    private static final long LIVELY_NANOS = 50_000_000;

    private static final long AFTER_FAILURE_NANOS = 500_000_000;
    /** An alert that could not be handed out so often, a minute long, is dropped. */
    private static final int MOST_TRIES = 120;

    private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger state = new AtomicInteger(NONE);
    private final AtomicLong dropped = new AtomicLong();
    private final Consumer<? super T> taker;
    private final long idleNanos;
    private final NanoClock clock;
    private final AgentLog log;
    private @Nullable T current;
    private int tries;
    private final AgentThread thread = new Worker();
    private volatile boolean closing;

    /** @param idleNanos a thread with nothing to do waits so long for the next alert before it ends */
    public AlertIntake(Consumer<? super T> taker, long idleNanos, NanoClock clock, AgentLog log) {
        this.taker = taker;
        this.idleNanos = idleNanos;
        this.clock = clock;
        this.log = log;
    }

    /** Takes one more; of too many the oldest is dropped and counted. */
    public void offer(T alert) {
        int queued = size.incrementAndGet();
        if (queued > CAPACITY && waiting.poll() != null) {
            size.decrementAndGet();
            dropped.incrementAndGet();
        }
        try {
            waiting.add(alert);
        } catch (Throwable noMemory) {
            size.decrementAndGet();
            throw noMemory;
        }
        wake();
        if (queued == MANY) {
            thread.wake();
        }
    }

    private void wake() {
        int seen = state.get();
        if (seen == PARKED && state.compareAndSet(PARKED, AWAKE)) {
            thread.wake();
        } else if (seen == NONE && state.compareAndSet(NONE, AWAKE)) {
            start();
        }
    }

    private void start() {
        try {
            thread.start();
        } catch (Throwable noThread) {
            state.set(NONE);
            log.failure("sink.thread", noThread);
        }
    }

    /** Starts the thread anew where it has died, or could not be started, with alerts waiting. */
    public void revive() {
        if (thread.hasDied(state.get() != NONE)) {
            state.set(NONE);
            log.failure("sink.thread", thread.death());
        }
        if (pending() > 0) {
            wake();
        }
    }

    private void workUntilIdle() {
        long lastNanos = clock.nanoTime();
        boolean goesOn = true;
        while (goesOn) {
            if (handOut()) {
                lastNanos = clock.nanoTime();
            }
            long quietNanos = clock.nanoTime() - lastNanos;
            if (closing || quietNanos >= idleNanos) {
                state.set(NONE);
                goesOn = !waiting.isEmpty() && state.compareAndSet(NONE, AWAKE);
            } else if (quietNanos < LIVELY_NANOS) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            } else {
                parkUntilWoken(idleNanos - quietNanos);
            }
        }
    }

    private void parkUntilWoken(long nanos) {
        state.set(PARKED);
        if (waiting.isEmpty() && !closing) {
            LockSupport.parkNanos(this, nanos);
        }
        state.set(AWAKE);
    }

    /** An alert that cannot be handed out now, because memory is short, is kept and tried again before the next. */
    private boolean handOut() {
        boolean any = false;
        for (T alert = take(); alert != null; alert = take()) {
            any = true;
            taker.accept(alert);
            current = null;
            tries = 0;
        }
        return any;
    }

    private @Nullable T take() {
        if (current != null && ++tries > MOST_TRIES) {
            current = null;
            tries = 0;
            dropped.incrementAndGet();
        }
        if (current == null) {
            current = waiting.poll();
            if (current != null) {
                size.decrementAndGet();
            }
        }
        return current;
    }

    /** Hands out what waits and ends the thread; waits for it until the deadline. */
    public void close(long deadlineNanos) throws InterruptedException {
        closing = true;
        if (!waiting.isEmpty()) {
            wake();
        }
        thread.wake();
        thread.awaitEnd(deadlineNanos - clock.nanoTime());
    }

    int pending() {
        return Math.max(0, size.get());
    }

    public long dropped() {
        return dropped.get();
    }

    /** Of what was dropped here, as if it were a destination: no other counts it. */
    public DestinationCounters counters() {
        long all = dropped();
        return new DestinationCounters("(too many at once)", all, 0, 0, all, 0, 0, 0, false, "");
    }

    /** The thread that hands out. A failure costs a pause; the thread goes on. */
    private final class Worker extends AgentThread {
        Worker() {
            super("nightjar-alerts", AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() {
            workUntilIdle();
            return false;
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("sink.handOut", failure);
        }
    }
}
