package io.nightjar.launch;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Something done once, early and on a thread of its own, because it may not be possible later. The classes that delivery
 * needs are initialised as soon as the application's main has begun: a class whose initialiser fails for want of memory never
 * works again. Some seconds later the jar's classes are read into memory, because the jar may be overwritten. What fails is
 * tried again. Confined to the detector's thread.
 */
final class Preparation implements PeriodicTasks.Task {
    private static final long HOLD_AFTER_NANOS = 5_000_000_000L;
    private static final long AGAIN_AFTER_NANOS = 60_000_000_000L;

    private final @Nullable AlertDispatcher dispatcher;
    private final AgentLog log;
    private final NanoClock clock;
    private boolean begun;
    private long notBeforeNanos;
    private @Nullable Thread thread;
    private volatile boolean done;

    private Preparation(@Nullable AlertDispatcher dispatcher, AgentLog log, NanoClock clock) {
        this.dispatcher = dispatcher;
        this.log = log;
        this.clock = clock;
    }

    static Preparation ofDelivery(AlertDispatcher dispatcher, AgentLog log, NanoClock clock) {
        return new Preparation(dispatcher, log, clock);
    }

    static Preparation ofClasses(AgentLog log, NanoClock clock) {
        return new Preparation(null, log, clock);
    }

    @Override
    public String name() {
        return dispatcher == null ? "launch.hold" : "launch.prepare";
    }

    @Override
    public void run() {
        Thread started = thread;
        if (done || started != null && started.isAlive() || dispatcher != null && !dispatcher.sendsAnywhere()) {
            return;
        }
        if (!begun || started != null) {
            notBeforeNanos = clock.nanoTime() + (begun ? AGAIN_AFTER_NANOS : dispatcher == null ? HOLD_AFTER_NANOS : 0);
            begun = true;
            thread = null;
        }
        if (thread == null && clock.nanoTime() - notBeforeNanos >= 0) {
            Thread fresh = DaemonThreads.named("nightjar-prepare", new Work());
            fresh.start();
            thread = fresh;
        }
    }

    /** What the thread does; where it ends without having done it, it is done again later. */
    private final class Work implements Runnable {
        @Override
        public void run() {
            try {
                if (dispatcher != null) {
                    dispatcher.prepare();
                    log.debug("what delivery needs is ready");
                } else if (Preparation.class.getClassLoader() instanceof Runnable loader) {
                    loader.run();
                    log.debug("what is needed of the jar is held apart from it");
                }
                done = true;
            } catch (Throwable e) {
                log.failure(name(), e);
            }
        }
    }
}
