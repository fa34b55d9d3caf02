package io.nightjar.launch;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done once a second beside judging: tasks that run each time, and tasks that run once, as soon as the
 * application's main has begun. A task that fails is counted under its name and harms no other. Confined to the detector's
 * thread.
 */
final class Housekeeping implements Runnable {
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

    @Override
    public void run() {
        if (!begun) {
            begun = gate.isOpen();
            if (!begun) {
                return;
            }
            onceMainHasBegun.forEach(this::run);
        }
        everySecond.forEach(this::run);
    }

    private void run(Named named) {
        try {
            named.task.run();
        } catch (Throwable e) {
            log.failure(named.name, e);
        }
    }
}
