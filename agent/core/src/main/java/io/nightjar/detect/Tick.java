package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import java.util.List;

/**
 * One look at everything. Confined to the detector's lock.
 *
 * @param memory the latest reading of each memory that is judged
 * @param outside further figures of the machine, guarded
 * @param nowNanos on the monotonic clock
 * @param wallMillis since 1970
 */
record Tick(
        CallRecorder recorder,
        List<MemoryReading> memory,
        DetectionSettings settings,
        Guarded outside,
        long nowNanos,
        long wallMillis) {}
