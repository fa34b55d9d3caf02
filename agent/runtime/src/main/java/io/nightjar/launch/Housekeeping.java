package io.nightjar.launch;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done once a second beside judging: tasks that run each time, and tasks that run once, as soon as the
 * application's main has begun. A task that fails is counted under its name and harms no other. Confined to the detector's
 * thread.
 */
final class Housekeeping {
    private final MainGate gate;
    private final AgentLog log;
    private final List<Task> onceMainHasBegun = new ArrayList<>();
    private final List<Task> everySecond = new ArrayList<>();
    private boolean begun;

    Housekeeping(MainGate gate, AgentLog log) {
        this.gate = gate;
        this.log = log;
    }

    /** A task that may fail. */
    interface Task {
        /** What its failures are counted under. */
        String name();

        void run() throws Exception;
    }

    Housekeeping onceMainHasBegun(Task task) {
        onceMainHasBegun.add(task);
        return this;
    }

    Housekeeping everySecond(Task task) {
        everySecond.add(task);
        return this;
    }

    /** Does what there is to do; false while the application's main has not begun. */
    boolean run() {
        if (!begun && gate.isOpen()) {
            begun = true;
            run(onceMainHasBegun);
        }
        if (begun) {
            run(everySecond);
        }
        return begun;
    }

    private void run(List<Task> tasks) {
        for (Task task : tasks) {
            try {
                task.run();
            } catch (Throwable e) {
                log.failure(task.name(), e);
            }
        }
    }
}
