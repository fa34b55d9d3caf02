package io.nightjar.launch;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that judges: drains slow calls at once, judges states and keeps the house once a second. It lets the
 * application begin before it builds the rooms it works with, unless a slow call comes first. Thread-safe.
 */
final class DetectorThread implements Runnable {
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final long GATE_NANOS = 20_000_000L;
    private static final long HEAD_START_NANOS = 500_000_000L;
    private static final long JOIN_MILLIS = 2_000;

    private final RunningAgent agent;
    private final AgentLog log;
    private final NanoClock clock;
    private final Thread thread;
    private volatile boolean woken;
    private volatile boolean closed;

    DetectorThread(RunningAgent agent, AgentLog log, NanoClock clock) {
        this.agent = agent;
        this.log = log;
        this.clock = clock;
        this.thread = AgentThreads.daemon("nightjar-detector", this);
    }

    void start() {
        thread.start();
    }

    /** Makes the thread look at once; callable from any thread, never waits. */
    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        letTheApplicationBegin();
        Rooms rooms = closed ? null : rooms();
        long nextRoundNanos = clock.nanoTime();
        while (!closed && rooms != null) {
            long parkNanos = tick(rooms);
            long now = clock.nanoTime();
            if (now - nextRoundNanos >= 0) {
                nextRoundNanos = now + (rooms.keepHouse() ? ROUND_NANOS : GATE_NANOS);
            }
            LockSupport.parkNanos(this, Math.max(1, Math.min(parkNanos, nextRoundNanos - clock.nanoTime())));
        }
    }

    private void letTheApplicationBegin() {
        long untilNanos = clock.nanoTime() + HEAD_START_NANOS;
        for (long left = HEAD_START_NANOS; left > 0 && !woken && !closed; left = untilNanos - clock.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private @Nullable Rooms rooms() {
        try {
            return agent.rooms();
        } catch (Throwable e) {
            log.failure("launch.rooms", e);
            return null;
        }
    }

    private long tick(Rooms rooms) {
        try {
            return rooms.detector().tick();
        } catch (Throwable e) {
            log.failure("detect.tick", e);
            return ROUND_NANOS;
        }
    }

    /** Ends the thread and waits for it, unless it is the one that asks. */
    void close() throws InterruptedException {
        closed = true;
        wake();
        if (Thread.currentThread() != thread) {
            thread.join(JOIN_MILLIS);
        }
    }
}
