package io.nightjar.observe.follow;

import io.nightjar.record.CallDetails;
import io.nightjar.record.CallEvents;
import io.nightjar.record.OperationSpec;
import java.util.concurrent.atomic.AtomicInteger;

/** A recorder that only counts how calls end. Thread-safe. */
final class StreamEnds implements CallEvents {
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    int cancelled() {
        return cancelled.get();
    }

    int others() {
        return others.get();
    }

    @Override
    public void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            Throwable thrown,
            boolean wasCancelled,
            CallDetails details) {
        (wasCancelled ? cancelled : others).incrementAndGet();
    }

    @Override
    public int operation(OperationSpec spec) {
        return 0;
    }

    @Override
    public long start(int operationId) {
        return 1;
    }

    @Override
    public void end(int operationId, long startNanos, Throwable thrown) {
        others.incrementAndGet();
    }

    @Override
    public void started(int operationId, long startNanos) {}

    @Override
    public void ended(int operationId, long startNanos, long endNanos, Throwable thrown) {
        others.incrementAndGet();
    }

    @Override
    public void ended(int operationId, long startNanos, long endNanos, Throwable thrown, CallDetails details) {}

    @Override
    public void cancelled(int operationId, long startNanos, long endNanos) {
        cancelled.incrementAndGet();
    }

    @Override
    public void chunk(int operationId, long lastActivityNanos, long nowNanos) {}
}
