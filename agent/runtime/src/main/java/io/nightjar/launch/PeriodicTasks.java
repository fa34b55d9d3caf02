package io.nightjar.launch;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done once a second beside judging: tasks that run each time, and tasks that run until they have succeeded once, as
 * soon as the application's main has begun. A task that fails is counted under its name and harms no other. Confined to the
 * detector's thread.
 */
final class PeriodicTasks {
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    private final MainGate gate;
    private final AgentLog log;
    private final NanoClock clock;
    private final List<Once> onceMainHasBegun = new ArrayList<>();
    private final List<Task> everySecond = new ArrayList<>();
    private boolean begun;

    PeriodicTasks(MainGate gate, AgentLog log, NanoClock clock) {
        this.gate = gate;
        this.log = log;
        this.clock = clock;
    }

    /** A task that may fail. */
    interface Task {
        /** What its failures are counted under. */
        String name();

        void run() throws Exception;
    }

    PeriodicTasks onceMainHasBegun(Task task) {
        onceMainHasBegun.add(new Once(task));
        return this;
    }

    PeriodicTasks everySecond(Task task) {
        everySecond.add(task);
        return this;
    }

    /** Does what there is to do; false while the application's main has not begun. */
    boolean run() {
        begun = begun || gate.isOpen();
        if (begun) {
            for (Once once : onceMainHasBegun) {
                once.run();
            }
            for (Task task : everySecond) {
                run(task);
            }
        }
        return begun;
    }

    private boolean run(Task task) {
        try {
            task.run();
            return true;
        } catch (Throwable e) {
            log.failure(task.name(), e);
            return false;
        }
    }

    /** A task until it has succeeded: tried again with pauses that grow, for what failed for want of memory may go later. */
    private final class Once {
        private final Task task;
        private boolean done;
        private boolean failed;
        private long pauseNanos = FIRST_PAUSE_NANOS;
        private long failedNanos;

        Once(Task task) {
            this.task = task;
        }

        void run() {
            if (done || failed && clock.nanoTime() - failedNanos < pauseNanos) {
                return;
            }
            if (failed) {
                pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
            }
            done = PeriodicTasks.this.run(task);
            failed = !done;
            failedNanos = clock.nanoTime();
        }
    }
}
