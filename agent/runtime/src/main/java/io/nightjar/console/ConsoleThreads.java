package io.nightjar.console;

import io.nightjar.host.DaemonThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The console's threads: daemons as all of the agent's, and few. One server's. */
final class ConsoleThreads implements ThreadFactory, AutoCloseable {
    private static final int MOST = 6;
    private static final int LEAST = 1;
    private static final int IDLE_MILLIS = 10_000;
    private static final int MOST_JOBS = 1_024;

    private final AtomicInteger made = new AtomicInteger();
    private final QueuedThreadPool pool;
    private final ScheduledThreadPoolExecutor timer;

    ConsoleThreads() {
        pool = new QueuedThreadPool(MOST, LEAST, IDLE_MILLIS, 0, new LinkedBlockingQueue<>(MOST_JOBS), null, this);
        pool.setName("nightjar-console");
        pool.setDaemon(true);
        pool.setDetailedDump(false);
        timer = new ScheduledThreadPoolExecutor(1, this);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public Thread newThread(Runnable work) {
        return DaemonThreads.named("nightjar-console-" + made.incrementAndGet(), work);
    }

    QueuedThreadPool pool() {
        return pool;
    }

    /** Does things later; has no thread while there are none. */
    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
