package io.nightjar.record;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What recording has to know of an operation's thresholds.
 *
 * @param latencyThresholdNanos a completed call longer than this is handed over as a {@link SlowCall}
 * @param errorsIgnore names of exception classes that, with their subclasses, are not failures
 * @param window the sliding window whose counts and quantiles are kept
 * @param objectiveNanos succeeded calls longer than each of these are counted exactly
 */
public record RecordingLimits(
        long latencyThresholdNanos, List<String> errorsIgnore, Duration window, List<Long> objectiveNanos) {
    /** No call is slow, every exception is a failure, the window is a minute. */
    public static final RecordingLimits DEFAULT =
            new RecordingLimits(Long.MAX_VALUE, List.of(), Duration.ofSeconds(60));

    public RecordingLimits {
        Objects.requireNonNull(window, "window");
        errorsIgnore = List.copyOf(errorsIgnore);
        objectiveNanos = List.copyOf(objectiveNanos);
    }

    /** Limits without objectives. */
    public RecordingLimits(long latencyThresholdNanos, List<String> errorsIgnore, Duration window) {
        this(latencyThresholdNanos, errorsIgnore, window, List.of());
    }
}
