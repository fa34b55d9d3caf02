package io.nightjar.config;

import io.nightjar.record.OperationSpec;
import io.nightjar.record.RecordingLimits;
import java.util.List;
import java.util.function.Function;

/** What recording has to know of an operation where no key of detection is set: as if all had been read, without reading them. */
final class DefaultRecordingLimits implements Function<OperationSpec, RecordingLimits> {
    /** The default of {@link Key#LATENCY_THRESHOLD}. */
    private static final long LATENCY_NANOS = 1_000_000_000L;

    @Override
    public RecordingLimits apply(OperationSpec spec) {
        return new RecordingLimits(
                spec.defaultLatencyThresholdNanos().orElse(LATENCY_NANOS), List.of(), RecordingLimits.DEFAULT.window());
    }
}
