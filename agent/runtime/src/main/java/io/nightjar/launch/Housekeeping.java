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
    private final List<Named> onceMainHasBegun = new ArrayList<>();
    private final List<Named> everySecond = new ArrayList<>();
    private boolean begun;

    Housekeeping(MainGate gate, AgentLog log) {
        this.gate = gate;
        this.log = log;
    }

    /** A task that may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    private record Named(String name, Task task) {}

    Housekeeping onceMainHasBegun(String name, Task task) {
        onceMainHasBegun.add(new Named(name, task));
        return this;
    }

    Housekeeping everySecond(String name, Task task) {
        everySecond.add(new Named(name, task));
        return this;
    }

    /** Does what there is to do; false while the application's main has not begun. */
    boolean run() {
        if (!begun && gate.isOpen()) {
            begun = true;
            onceMainHasBegun.forEach(this::run);
        }
        if (begun) {
            everySecond.forEach(this::run);
        }
        return begun;
    }

    private void run(Named named) {
        try {
            named.task.run();
        } catch (Throwable e) {
            log.failure(named.name, e);
        }
    }
}
