package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.FailedCall;
import io.nightjar.record.InFlight;
import io.nightjar.record.WindowCounts;
import java.time.Duration;
import java.util.Map;

/** The calls of one operation, as the latest tick sees them. Confined to the detector's lock. */
final class WatchedOperation extends WatchedCalls {
    private final int id;
    private final String name;

    WatchedOperation(CallRecorder recorder, int id, String name, OperationLimits limits) {
        super(recorder, limits);
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

    /** The age of the oldest call that had not ended at this tick's sample; 0 where none. */
    long oldestInFlightNanos() {
        return recorder().oldestInFlightNanos(id);
    }

    /** The calls that have not ended. */
    InFlight inFlight(Duration threshold) {
        return recorder().inFlight(id, threshold);
    }

    /** What was read of the call that failed last. */
    FailedCall newestFailure() {
        return recorder().newestFailure(id);
    }

    /** Failed calls of the window by exception class, most frequent first. */
    Map<String, Long> errorClasses() {
        return recorder().counts(id, limits().window()).errorClasses();
    }

    @Override
    void read(long windowNanos, WindowCounts target) {
        recorder().sampledCounts(id, windowNanos, target);
    }
}
