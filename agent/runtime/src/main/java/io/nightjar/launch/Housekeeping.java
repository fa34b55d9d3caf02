package io.nightjar.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done once a second beside judging: tasks that run each time, and tasks that run once, as soon as the
 * application's main has begun. Confined to the detector's thread once it runs.
 */
final class Housekeeping implements Runnable {
    private final MainGate gate;
    private final List<Runnable> onceMainHasBegun = new ArrayList<>();
    private final List<Runnable> everySecond = new ArrayList<>();
    private boolean begun;

    Housekeeping(MainGate gate) {
        this.gate = gate;
    }

    Housekeeping onceMainHasBegun(Runnable task) {
        onceMainHasBegun.add(task);
        return this;
    }

    Housekeeping everySecond(Runnable task) {
        everySecond.add(task);
        return this;
    }

    /** Does what waits for the application's main, once that has begun, and tells whether it has. */
    boolean begin() {
        if (!begun && gate.isOpen()) {
            begun = true;
            onceMainHasBegun.forEach(Runnable::run);
        }
        return begun;
    }

    @Override
    public void run() {
        if (begin()) {
            everySecond.forEach(Runnable::run);
        }
    }
}
