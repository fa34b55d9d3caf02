package io.nightjar.detect;

import io.nightjar.notify.NotificationSettings;
import io.nightjar.objective.Objective;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.RecordingLimits;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything that the agent's detection follows; replaced as a whole when the configuration is read again.
 *
 * @param limits the thresholds of an operation
 * @param layerThroughput throughput of each layer as a whole: threshold, arming, bands and window of the global keys
 * @param memoryThresholdPercent 0 to 100
 * @param memorySeverity bands over what lies between threshold and 100 %
 * @param notifications who is notified, and when
 * @param resolveAfter quiet time after which a condition is over
 * @param pendingFor how long a state must last before it is raised
 * @param stated rules, objectives and how far ahead memory is forecast
 * @param causes what is looked up of calls that are slow or failed
 * @param constantLabels {@code service}, {@code instance} and the user's own, in order
 */
public record DetectionSettings(
        Function<OperationSpec, OperationLimits> limits,
        OperationLimits layerThroughput,
        double memoryThresholdPercent,
        SeverityBands memorySeverity,
        NotificationSettings notifications,
        Duration resolveAfter,
        Duration pendingFor,
        StatedSettings stated,
        CauseSettings causes,
        Map<String, String> constantLabels) {

    public DetectionSettings {
        constantLabels = Collections.unmodifiableMap(new LinkedHashMap<>(constantLabels));
    }

    /**
     * The same for calls that were recorded elsewhere: without one of the constant labels, and without looks at stacks.
     *
     * @param newLimits the thresholds of an operation
     * @param newLayerThroughput throughput of each layer as a whole
     */
    public DetectionSettings ofRecordedCalls(
            String withoutLabel,
            Function<OperationSpec, OperationLimits> newLimits,
            OperationLimits newLayerThroughput) {
        Map<String, String> labels = new LinkedHashMap<>(constantLabels);
        labels.remove(withoutLabel);
        return new DetectionSettings(
                newLimits,
                newLayerThroughput,
                memoryThresholdPercent,
                memorySeverity,
                notifications,
                resolveAfter,
                pendingFor,
                stated,
                new CauseSettings(false, 0),
                labels);
    }

    /** The same with other settings of what is judged beyond thresholds. */
    public DetectionSettings with(StatedSettings other) {
        return new DetectionSettings(
                limits,
                layerThroughput,
                memoryThresholdPercent,
                memorySeverity,
                notifications,
                resolveAfter,
                pendingFor,
                other,
                causes,
                constantLabels);
    }

    /** The thresholds of each operation that recording needs. */
    public Function<OperationSpec, RecordingLimits> recordingLimits() {
        return new RecordingRules(limits, stated.objectives());
    }

    /** A class and not a lambda, whose first use would cost every start milliseconds. */
    private record RecordingRules(Function<OperationSpec, OperationLimits> limits, List<Objective> objectives)
            implements Function<OperationSpec, RecordingLimits> {
        @Override
        public RecordingLimits apply(OperationSpec spec) {
            OperationLimits own = limits.apply(spec);
            return new RecordingLimits(
                    Durations.nanos(own.latencyThresholdMillis()),
                    own.errorsIgnore(),
                    own.window(),
                    objectives.isEmpty() ? List.of() : objectiveNanos(spec));
        }

        /** Within which calls of an operation are good, each once. */
        private List<Long> objectiveNanos(OperationSpec spec) {
            List<Long> all = new ArrayList<>(1);
            for (Objective objective : objectives) {
                Duration latency = objective.latency();
                if (latency != null && objective.operations().matches(spec.name())) {
                    Long nanos = Durations.saturatedNanos(latency);
                    if (!all.contains(nanos)) {
                        all.add(nanos);
                    }
                }
            }
            return all;
        }
    }
}
