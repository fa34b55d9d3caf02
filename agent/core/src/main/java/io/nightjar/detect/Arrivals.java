package io.nightjar.detect;

import io.nightjar.match.Glob;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;

/** Whether each operation has come that is to come, and which there are. Confined to the detector's lock. */
final class Arrivals {
    private static final long TILL_ALL_NANOS = 600_000_000_000L;
    private static final long QUIET_NANOS = 60_000_000_000L;

    private boolean begun;
    private long begunNanos;
    private int operations;
    private long newestNanos;
    private boolean known;

    /** To be asked at each look: true once, when there was time for every operation to come, and none has come lately. */
    boolean isComplete(CallRecorder recorder, long nowNanos) {
        if (!begun) {
            begun = true;
            begunNanos = nowNanos;
            newestNanos = nowNanos;
        }
        if (recorder.operationCount() != operations) {
            operations = recorder.operationCount();
            newestNanos = nowNanos;
            known = false;
        }
        if (known || nowNanos - begunNanos < TILL_ALL_NANOS || nowNanos - newestNanos < QUIET_NANOS) {
            return false;
        }
        known = true;
        return true;
    }

    /** What is asked for is another. */
    void again() {
        known = false;
    }

    static boolean exists(CallRecorder recorder, Glob name, boolean layer) {
        for (int id = 0; id < recorder.operationCount(); id++) {
            OperationSpec spec = recorder.spec(id);
            if (spec != null && name.matches(layer ? spec.layer() : spec.name())) {
                return true;
            }
        }
        return false;
    }
}
