package com.acme.apps;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is done in the future: on a thread of its own, after a while that a call's duration shows. */
public final class Later {
    public static final long MILLIS = 150;

    public static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "later");
        thread.setDaemon(true);
        return thread;
    });

    private Later() {}

    public static void run(Runnable task) {
        TIMER.schedule(task, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** For what holds true of the application with the agent and without. */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
