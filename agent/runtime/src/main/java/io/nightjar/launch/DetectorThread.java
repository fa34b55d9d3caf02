package io.nightjar.launch;

import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that judges: drains slow calls at once, judges states and keeps the house once a second. Ends when
 * closed.
 */
final class DetectorThread implements AutoCloseable {
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final long GATE_NANOS = 20_000_000L;
    private static final long JOIN_MILLIS = 2_000;

    private final Detector detector;
    private final Housekeeping housekeeping;
    private final AgentLog log;
    private final NanoClock clock;
    private final Thread thread;
    private volatile boolean closed;

    DetectorThread(Detector detector, Housekeeping housekeeping, AgentLog log, NanoClock clock) {
        this.detector = detector;
        this.housekeeping = housekeeping;
        this.log = log;
        this.clock = clock;
        this.thread = AgentThreads.daemon("nightjar-detector", this::run);
    }

    void start() {
        thread.start();
    }

    /** Makes the thread look at once; callable from any thread, never waits. */
    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        long nextRoundNanos = clock.nanoTime();
        while (!closed) {
            long parkNanos = tick();
            long now = clock.nanoTime();
            if (now - nextRoundNanos >= 0) {
                nextRoundNanos = now + (keepHouse() ? ROUND_NANOS : GATE_NANOS);
            }
            LockSupport.parkNanos(this, Math.max(1, Math.min(parkNanos, nextRoundNanos - clock.nanoTime())));
        }
    }

    private long tick() {
        try {
            return detector.tick();
        } catch (Throwable e) {
            log.failure("detect.tick", e);
            return ROUND_NANOS;
        }
    }

    /** False while the application's main has not begun, so that one looks again soon. */
    private boolean keepHouse() {
        try {
            housekeeping.run();
            return housekeeping.begin();
        } catch (Throwable e) {
            log.failure("launch.housekeeping", e);
            return true;
        }
    }

    /** Ends the thread and waits for it, unless it is the one that asks. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        wake();
        if (Thread.currentThread() != thread) {
            thread.join(JOIN_MILLIS);
        }
    }
}
