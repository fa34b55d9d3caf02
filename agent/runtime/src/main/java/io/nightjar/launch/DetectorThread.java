package io.nightjar.launch;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that judges: it drains slow calls at once, and judges states and runs the periodic tasks once a second. It
 * lets the application begin before it builds the components it works with, unless a slow call comes first. Whatever is
 * thrown in it, also for want of memory, costs one round; if it dies all the same, {@link #revive} starts it anew.
 * Thread-safe.
 */
final class DetectorThread {
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final long GATE_NANOS = 20_000_000L;
    /** Tasks that are due within this part of their period run now, as judging does: both need one wake-up. */
    private static final int EARLY_PART = 10;

    private static final long HEAD_START_NANOS = 500_000_000L;
    /** Judging stands still once no round has succeeded for so long. */
    private static final long STANDSTILL_NANOS = 10_000_000_000L;

    private static final long JOIN_NANOS = 2_000_000_000L;

    private final Work agent;
    private final AgentLog log;
    private final NanoClock clock;
    private final AgentThread thread = new Loop();
    private volatile long judgedNanos;
    private volatile @Nullable Throwable trouble;
    private volatile boolean woken;
    private volatile boolean begun;
    private volatile boolean closed;

    /** What the thread does; called from it alone. */
    interface Work {
        /** Builds the components, where they are not built yet. */
        void prepare();

        /** Judges once, and returns after how many nanoseconds to judge again. */
        long judge();

        /** Runs the periodic tasks; false while the application's main has not begun, so that one looks again soon. */
        boolean runPeriodicTasks();

        /** The machine ran out of memory or of stack. Allocates nothing. */
        void ranOut();
    }

    DetectorThread(Work agent, AgentLog log, NanoClock clock) {
        this.agent = agent;
        this.log = log;
        this.clock = clock;
        this.judgedNanos = clock.nanoTime();
    }

    synchronized void start() {
        judgedNanos = clock.nanoTime();
        thread.start();
    }

    /** Starts the thread anew where it has died; callable from any thread. */
    synchronized void revive() {
        if (!closed && thread.restartIfEnded()) {
            log.failure("launch.detector", thread.death());
        }
    }

    /** Why nothing is judged; null while judging goes on. */
    @Nullable
    String standstill() {
        if (closed || clock.nanoTime() - judgedNanos < STANDSTILL_NANOS) {
            return null;
        }
        Throwable last = trouble;
        return "judging stands still: no state has been judged and no slow call looked at for more than "
                + STANDSTILL_NANOS / 1_000_000_000 + " s"
                + (last == null ? "" : " (" + last.getClass().getName() + ")");
    }

    /** Makes the thread look at once; callable from any thread, never waits. */
    void wake() {
        woken = true;
        thread.wake();
    }

    private void work() {
        letTheApplicationBegin();
        if (closed) {
            return;
        }
        agent.prepare();
        long roundNanos = 0;
        long nextRoundNanos = clock.nanoTime();
        while (!closed) {
            long begunNanos = clock.nanoTime();
            long parkNanos = judge();
            if (begunNanos - nextRoundNanos >= -roundNanos / EARLY_PART) {
                roundNanos = agent.runPeriodicTasks() ? ROUND_NANOS : GATE_NANOS;
                nextRoundNanos = begunNanos + roundNanos;
            }
            LockSupport.parkNanos(this, Math.max(1, Math.min(parkNanos, nextRoundNanos - clock.nanoTime())));
        }
    }

    private void letTheApplicationBegin() {
        long untilNanos = clock.nanoTime() + (begun ? 0 : HEAD_START_NANOS);
        begun = true;
        for (long left = untilNanos - clock.nanoTime();
                left > 0 && !woken && !closed;
                left = untilNanos - clock.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private long judge() {
        try {
            long parkNanos = agent.judge();
            judgedNanos = clock.nanoTime();
            trouble = null;
            return parkNanos;
        } catch (Throwable e) {
            note(e);
            log.failure("detect.tick", e);
            return ROUND_NANOS;
        }
    }

    private void note(Throwable failure) {
        trouble = failure;
        if (failure instanceof VirtualMachineError) {
            agent.ranOut();
        }
    }

    /** Ends the thread and waits for it, unless it is the one that asks. */
    void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
        }
        wake();
        thread.awaitEnd(JOIN_NANOS);
    }

    /** The detector's thread, which lives as long as the agent. */
    private final class Loop extends AgentThread {
        Loop() {
            super("nightjar-detector", ROUND_NANOS);
        }

        @Override
        protected boolean round() {
            work();
            return true;
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("launch.detector", failure);
        }

        @Override
        protected boolean isClosed() {
            return closed;
        }

        @Override
        protected void failed(Throwable failure) {
            note(failure);
        }
    }
}
