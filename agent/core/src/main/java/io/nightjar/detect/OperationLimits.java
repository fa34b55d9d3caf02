package io.nightjar.detect;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The thresholds of one operation, all keys resolved.
 *
 * @param latencyThresholdMillis a call longer than this is an alert
 * @param stuckThresholdMillis a call still running after this long is an alert
 * @param errorRateThreshold failed share, 0 to 1
 * @param errorRateMinRequests with fewer calls in the window the error rate is not judged
 * @param errorsIgnore names of exception classes that, with their subclasses, are not failures
 * @param throughputThresholdPerSecond the operation's own, absent where only its layer is judged
 * @param throughputArm when throughput is judged
 * @param severity bands of value over threshold
 * @param window of rate checks
 * @param learned of what is learned what is normal: names of {@link io.nightjar.learn.Signal}, as configurations write them
 */
public record OperationLimits(
        double latencyThresholdMillis,
        double stuckThresholdMillis,
        double errorRateThreshold,
        long errorRateMinRequests,
        List<String> errorsIgnore,
        OptionalDouble throughputThresholdPerSecond,
        ThroughputArm throughputArm,
        SeverityBands severity,
        Duration window,
        List<String> learned) {

    public OperationLimits {
        errorsIgnore = List.copyOf(errorsIgnore);
        learned = List.copyOf(learned);
    }

    /** Of an operation of which nothing is learned. */
    public OperationLimits(
            double latencyThresholdMillis,
            double stuckThresholdMillis,
            double errorRateThreshold,
            long errorRateMinRequests,
            List<String> errorsIgnore,
            OptionalDouble throughputThresholdPerSecond,
            ThroughputArm throughputArm,
            SeverityBands severity,
            Duration window) {
        this(
                latencyThresholdMillis,
                stuckThresholdMillis,
                errorRateThreshold,
                errorRateMinRequests,
                errorsIgnore,
                throughputThresholdPerSecond,
                throughputArm,
                severity,
                window,
                List.of());
    }

    /** The same, with no rate of calls that is judged. */
    public OperationLimits withoutThroughput() {
        return with(OptionalDouble.empty(), learned);
    }

    /** The same, where of what is learned only these signals are. */
    public OperationLimits learningOnly(List<String> signals) {
        return with(
                throughputThresholdPerSecond,
                learned.stream().filter(signals::contains).toList());
    }

    private OperationLimits with(OptionalDouble newThroughputThresholdPerSecond, List<String> newLearned) {
        return new OperationLimits(
                latencyThresholdMillis,
                stuckThresholdMillis,
                errorRateThreshold,
                errorRateMinRequests,
                errorsIgnore,
                newThroughputThresholdPerSecond,
                throughputArm,
                severity,
                window,
                newLearned);
    }
}
