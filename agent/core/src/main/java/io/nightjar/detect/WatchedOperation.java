package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.InFlight;
import io.nightjar.record.WindowSnapshot;
import java.time.Duration;
import java.util.Map;

/** The calls of one operation, as one tick sees them. Confined to the detector's lock. */
final class WatchedOperation extends WatchedCalls {
    private final int id;
    private final String name;

    WatchedOperation(
            CallRecorder recorder, int id, String name, OperationLimits limits, long nowNanos, long wholeSinceNanos) {
        super(recorder, limits, nowNanos, wholeSinceNanos);
        this.id = id;
        this.name = name;
    }

    int id() {
        return id;
    }

    @Override
    String operationName() {
        return name;
    }

    @Override
    Map<String, String> labels() {
        return Map.of("operation", name);
    }

    /** The calls that have not ended. */
    InFlight inFlight(Duration threshold) {
        return recorder().inFlight(id, threshold);
    }

    /** The details of the call that failed last. */
    Map<String, String> newestFailure() {
        return recorder().newestFailure(id);
    }

    @Override
    WindowSnapshot read() {
        return recorder().counts(id, limits().window());
    }
}
