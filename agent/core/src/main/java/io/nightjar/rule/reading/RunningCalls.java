package io.nightjar.rule.reading;

import io.nightjar.record.CallRecorder;
import io.nightjar.rule.Selection;
import java.util.Arrays;

/** The chosen operations' calls that have not ended. Confined to its owner. */
final class RunningCalls extends CallGroup {
    private final CallRecorder recorder;
    private int[] ids = new int[0];

    RunningCalls(CallRecorder recorder, Selection selection) {
        super(selection);
        this.recorder = recorder;
    }

    void add(int id) {
        ids = Arrays.copyOf(ids, ids.length + 1);
        ids[ids.length - 1] = id;
    }

    /** NaN where none of the operations was seen. */
    double count() {
        long count = 0;
        for (int id : ids) {
            count += recorder.inFlight(id);
        }
        return ids.length == 0 ? Double.NaN : count;
    }

    /** Milliseconds; NaN where nothing runs. */
    double oldestMillis() {
        long oldestNanos = 0;
        for (int id : ids) {
            oldestNanos = Math.max(oldestNanos, recorder.oldestInFlightNanos(id));
        }
        return oldestNanos == 0 ? Double.NaN : oldestNanos / 1e6;
    }
}
