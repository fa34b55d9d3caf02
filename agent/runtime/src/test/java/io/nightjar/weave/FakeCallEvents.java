package io.nightjar.weave;

import io.nightjar.hook.CallTimer;
import io.nightjar.observe.WovenCalls;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallEvents;
import io.nightjar.record.OperationSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what was recorded, as lines that a test can compare. Thread-safe. */
public final class FakeCallEvents implements CallEvents, CallTimer {
    final List<OperationSpec> operations = Collections.synchronizedList(new ArrayList<>());
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final List<CallDetails> details = Collections.synchronizedList(new ArrayList<>());

    /** Whether each call counts as slow; what threw has failed anyway. */
    volatile boolean slow;

    @Override
    public boolean isSlowOrFailed(int operationId, long elapsedNanos, Throwable thrown) {
        return slow || thrown != null;
    }

    @Override
    public synchronized int operation(OperationSpec spec) {
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).name().equals(spec.name())) {
                return i;
            }
        }
        operations.add(spec);
        return operations.size() - 1;
    }

    @Override
    public long start(int operationId) {
        long start = WovenCalls.now();
        started(operationId, start);
        return start;
    }

    @Override
    public void end(int operationId, long startNanos, Throwable thrown) {
        ended(operationId, startNanos, startNanos, thrown);
    }

    @Override
    public void started(int operationId, long startNanos) {
        add("started", operationId);
    }

    @Override
    public void ended(int operationId, long startNanos, long endNanos, Throwable thrown) {
        add(thrown == null ? "ended" : "failed " + thrown.getClass().getSimpleName(), operationId);
    }

    @Override
    public void ended(int operationId, long startNanos, long endNanos, Throwable thrown, CallDetails read) {
        details.add(read);
        ended(operationId, startNanos, endNanos, thrown);
    }

    @Override
    public void cancelled(int operationId, long startNanos, long endNanos) {
        add("cancelled", operationId);
    }

    @Override
    public void cancelled(int operationId, long startNanos, long endNanos, CallDetails read) {
        details.add(read);
        cancelled(operationId, startNanos, endNanos);
    }

    @Override
    public void chunk(int operationId, long lastActivityNanos, long nowNanos) {
        add("chunk", operationId);
    }

    @Override
    public void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            Throwable thrown,
            boolean cancelled,
            CallDetails read) {
        details.add(read);
        add(
                cancelled
                        ? "stream cancelled"
                        : thrown == null
                                ? "stream ended"
                                : "stream failed " + thrown.getClass().getSimpleName(),
                operationId);
    }

    private void add(String what, int operationId) {
        events.add(what + ' ' + operations.get(operationId).name());
    }

    /** The events since the last time. */
    List<String> drain() {
        synchronized (events) {
            List<String> all = new ArrayList<>(events);
            events.clear();
            return all;
        }
    }
}
