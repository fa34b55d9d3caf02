package io.nightjar.console.history;

import io.nightjar.record.Buckets;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.Totals;
import java.util.Arrays;

/** What is read of one operation after the other. Under {@link Histories}' lock. */
final class Scratch {
    final long[] now = new long[Totals.COUNT];
    final long[] buckets = new long[Buckets.COUNT];
    final int[] counts = Durations.target();
    final long[] bands = new long[Bands.COUNT];

    void read(CallRecorder recorder, int operationId) {
        recorder.totals(operationId, now);
    }

    /** To be called after {@link #read}, so that no counted call is missing in it. */
    void readDurations(CallRecorder recorder, int operationId) {
        Arrays.fill(buckets, 0);
        recorder.durations(operationId, buckets);
    }
}
