package io.nightjar.export.jmx;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.status.StatusSource;
import io.nightjar.time.NanoClock;
import java.lang.instrument.Instrumentation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent and its operations as MXBeans of the platform's MBean server, once the application has that one as it wants it. They
 * are registered by a thread of their own, for the application's listeners hear of each on that thread. Thread-safe.
 */
public final class JmxExporter implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2_000;
    private static final long AFTER_FAILURE_NANOS = 60_000_000_000L;

    private final RegisteredBeans beans;
    private final CallRecorder recorder;
    private final PlatformReadiness readiness;
    private final NanoClock clock;
    private final AgentLog log;
    private volatile int operationsRegistered = -1;
    private volatile boolean failed;
    private volatile long failedNanos;
    private volatile boolean closed;
    private @Nullable Thread worker;

    /** An exporter that registers nothing before its first {@link #run}. */
    public JmxExporter(
            StatusSource status,
            Supplier<Long> alertsSent,
            CallRecorder recorder,
            Instrumentation instrumentation,
            AgentLog log,
            NanoClock clock) {
        this.recorder = recorder;
        this.clock = clock;
        this.log = log;
        readiness = new PlatformReadiness(instrumentation::getAllLoadedClasses, System::getProperty, clock, log);
        beans = new RegisteredBeans(
                new AgentBean(new Fresh<>(status::status, clock, log), new Fresh<>(alertsSent, clock, log)), log);
    }

    /** Registers what is not registered yet; to be called about once a second, by one thread. Returns at once. */
    public synchronized void run() {
        Thread running = worker;
        boolean rests = failed && clock.nanoTime() - failedNanos < AFTER_FAILURE_NANOS;
        if (closed
                || rests
                || running != null && running.isAlive()
                || operationsRegistered == recorder.operationCount()
                || !readiness.isReady()) {
            return;
        }
        worker = start(this::register);
    }

    private void register() {
        try {
            int count = recorder.operationCount();
            beans.registerAgent();
            for (int id = 0; id < count && !closed; id++) {
                int operation = id;
                OperationSpec spec = recorder.spec(id);
                if (spec != null) {
                    beans.registerOperation(
                            spec.name(),
                            new OperationBean(new Fresh<>(() -> recorder.snapshot(operation), clock, log)));
                }
            }
            operationsRegistered = count;
            failed = false;
        } catch (Throwable e) {
            failedNanos = clock.nanoTime();
            failed = true;
            log.failure("export.jmx", e);
        }
    }

    /** Withdraws every MXBean. Returns after a while where the application's listeners take longer. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = worker;
        }
        if (running == null) {
            return; // nothing of JMX was touched, and nothing is to be now
        }
        try {
            start(() -> withdraw(running)).join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void withdraw(Thread registering) {
        try {
            registering.join();
            beans.unregister();
        } catch (Throwable e) {
            log.failure("export.jmx", e);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = DaemonThreads.named("nightjar-jmx", work);
        thread.start();
        return thread;
    }
}
