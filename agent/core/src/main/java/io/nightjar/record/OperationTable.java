package io.nightjar.record;

import io.nightjar.time.NanoClock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations by id and by name: at most 1,000, and one for all others. Thread-safe; finding by id takes no lock. */
final class OperationTable {
    static final String OTHER = "other";
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(Operation[].class);

    private final NanoClock clock;
    private final int limit;
    private final int sharedStripes;
    private final Stripes stripes;
    private final @Nullable Operation[] operations;
    /** How long a call may take that is neither slow nor of another ring of epochs; 0 where that is not known yet. */
    private final long[] ordinaryNanos;

    private final Map<String, Integer> idsByName = new HashMap<>();
    private @Nullable Function<OperationSpec, RecordingLimits> limits;
    private boolean looksAtAll;
    private boolean looksAtGenerations;
    private volatile int size;
    private volatile long refused;

    OperationTable(NanoClock clock, int limit, Stripes stripes, int sharedStripes) {
        this.clock = clock;
        this.limit = limit;
        this.stripes = stripes;
        this.sharedStripes = sharedStripes;
        operations = new Operation[limit + 1];
        ordinaryNanos = new long[limit + 1];
    }

    /** The operation of an id that {@link #register} gave. */
    Operation get(int id) {
        return operations[id];
    }

    /** The table itself, by id, for the recorder's own look-up: a call beyond it is looked at more closely. */
    long[] ordinaryNanos() {
        return ordinaryNanos;
    }

    /** One more than the highest id in use. */
    int size() {
        return size;
    }

    /** Mentions of operations beyond the limit. */
    long refused() {
        return refused;
    }

    synchronized int register(OperationSpec spec) {
        Integer known = idsByName.get(spec.name());
        if (known != null) {
            return known;
        }
        if (idsByName.size() < limit) {
            int id = idsByName.size();
            publish(id, spec);
            // Last: an operation that found no memory is registered by whoever mentions it next.
            idsByName.put(spec.name(), id);
            return id;
        }
        refused++;
        if (operations[limit] == null) {
            publish(limit, OperationSpec.of(OTHER, "custom"));
        }
        return limit;
    }

    synchronized void limits(Function<OperationSpec, RecordingLimits> newLimits) {
        limits = newLimits;
        for (int id = 0; id < size; id++) {
            Operation operation = operations[id];
            operation.limits(newLimits.apply(operation.spec));
            ordinary(operation);
        }
    }

    private void publish(int id, OperationSpec spec) {
        RecordingLimits own = limits == null ? RecordingLimits.DEFAULT : limits.apply(spec);
        Operation operation = new Operation(id, spec, clock.nanoTime(), stripes, sharedStripes, own);
        ELEMENTS.setRelease(operations, id, operation);
        ordinary(operation);
        size = id + 1;
    }

    synchronized void followStreams(int id) {
        operations[id].followStreams();
    }

    /** Whether every call is looked at closely, or only those that may be slow. */
    synchronized void lookAtAll(boolean all) {
        looksAtAll = all;
        for (int id = 0; id < size; id++) {
            ordinary(operations[id]);
        }
    }

    /** Whether every call of a generative model is looked at closely. */
    synchronized void lookAtGenerations(boolean all) {
        looksAtGenerations = all;
        for (int id = 0; id < size; id++) {
            ordinary(operations[id]);
        }
    }

    private void ordinary(Operation operation) {
        long slowNanos = Math.min(
                operation.limits().latencyThresholdNanos(), operation.slower().shortestNanos());
        boolean each = looksAtAll || looksAtGenerations && operation.spec.genAi() != null;
        long mostNanos = each ? Long.MIN_VALUE : Math.min(slowNanos, Epochs.FINE_LIMIT_NANOS - 1);
        Cells.setRelease(ordinaryNanos, operation.id, mostNanos);
    }
}
