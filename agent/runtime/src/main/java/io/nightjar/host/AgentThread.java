package io.nightjar.host;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lasting thread of the agent: its name, its loop with a guard against every Throwable, OutOfMemoryError included, its
 * restart and the bounded wait for its end. A subclass defines one round of the loop. Thread-safe.
 *
 * <p>A thread is made at each {@link #start()}, by {@link DaemonThreads}; the object stays the same.
 */
public abstract class AgentThread implements Runnable {
    private final String name;
    private final long restNanos;
    private volatile @Nullable Thread thread;
    private @Nullable Thread foundDead;
    private boolean seenDead;

    /** @param restNanos the pause after a round that threw */
    protected AgentThread(String name, long restNanos) {
        this.name = name;
        this.restNanos = restNanos;
    }

    /** Works until nothing is left to do; true if another round follows. */
    protected abstract boolean round() throws InterruptedException;

    /** Counts what a round threw; called at the beginning of the next one, under the guard. */
    protected abstract void report(Throwable failure);

    /** Whether the thread is to end before another round. */
    protected boolean isClosed() {
        return false;
    }

    /** Takes note of what a round threw, at once. What is thrown here ends the thread. */
    protected void failed(Throwable failure) {}

    /** Takes note that a round was interrupted, whose thread then ends. */
    protected void interrupted() {}

    /** The last thing that the thread does once {@link #round} or {@link #isClosed} has ended it. */
    protected void ended() {}

    /** Waits, or until woken; for the pause after a failure. */
    protected void rest(long nanos) throws InterruptedException {
        LockSupport.parkNanos(this, nanos);
    }

    /** Sets what a new thread needs beside what {@link DaemonThreads} gives it. */
    protected void prepare(Thread fresh) {}

    /**
     * Makes and starts a thread; the owner ensures that the one before has ended, or is about to. When no thread can be made or
     * started, what was thrown is thrown on and nothing has changed.
     */
    public final void start() {
        Thread before = thread;
        Thread fresh = DaemonThreads.named(name, this);
        prepare(fresh);
        thread = fresh; // first, so that the thread can be woken as soon as it runs
        try {
            fresh.start();
        } catch (Throwable notStarted) {
            thread = before;
            throw notStarted;
        }
    }

    /** Nothing stands outside the guard, what reports a failure included: it runs at the beginning of the next round. */
    @Override
    public final void run() {
        Throwable failed = null;
        boolean goesOn = true;
        while (goesOn && !isClosed()) {
            try {
                if (failed != null) {
                    Throwable reported = failed;
                    failed = null;
                    rest(restNanos);
                    report(reported);
                }
                goesOn = round();
            } catch (InterruptedException stopped) {
                interrupted();
                return;
            } catch (Throwable thrown) {
                failed = thrown;
                failed(thrown);
            }
        }
        ended();
    }

    /** Makes the thread look at once where it rests; callable from any thread, never waits. */
    public final void wake() {
        LockSupport.unpark(thread);
    }

    /** Cuts off what the thread waits for. */
    public final void interrupt() {
        Thread known = thread;
        if (known != null) {
            known.interrupt();
        }
    }

    public final boolean isStarted() {
        return thread != null;
    }

    public final boolean isAlive() {
        Thread known = thread;
        return known != null && known.isAlive();
    }

    /** Whether it was started and has ended; the owner knows whether it was to. */
    public final boolean hasEnded() {
        Thread known = thread;
        return known != null && known.getState() == Thread.State.TERMINATED;
    }

    /** Starts the thread anew where it has ended; true if it had. */
    public final synchronized boolean restartIfEnded() {
        if (!hasEnded()) {
            return false;
        }
        start();
        return true;
    }

    /**
     * Whether a thread that others start without a lock has died: to be asked once a second, by one thread at a time. It counts as
     * dead when it is seen so for the second time, for at the first somebody may be about to start another.
     *
     * @param working whether it should be at work
     */
    public final boolean hasDied(boolean working) {
        Thread known = thread;
        boolean dead = working && (known == null || known.getState() == Thread.State.TERMINATED);
        boolean died = dead && seenDead && known == foundDead;
        seenDead = dead && !died;
        foundDead = known;
        return died;
    }

    /** What the owner counts where it starts anew a thread that has died. */
    public final IllegalStateException death() {
        return new IllegalStateException(name + " had died and was started anew");
    }

    /** Waits for the end of the thread, at least a millisecond and no longer than this, unless it is the one that asks. */
    public final void awaitEnd(long nanos) throws InterruptedException {
        Thread last = thread;
        if (last != null && last != Thread.currentThread()) {
            last.join(Math.max(1, nanos / 1_000_000));
        }
    }
}
