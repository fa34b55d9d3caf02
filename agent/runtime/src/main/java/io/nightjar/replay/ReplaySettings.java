package io.nightjar.replay;

import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.OperationLimits;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a configuration says of recorded calls. Immutable.
 *
 * @param specs what is known of an operation by its name
 * @param memoryKind of which memory a series is
 * @param memoryInterval how often memory is read
 */
public record ReplaySettings(
        DetectionSettings detection,
        Function<String, OperationSpec> specs,
        MemoryKind memoryKind,
        Duration memoryInterval) {
    private static final String INSTANCE = "instance";

    /** Those of a configuration, for calls. */
    public static ReplaySettings of(NightjarConfig config, Function<String, OperationSpec> specs) {
        DetectionSettings live = config.detection();
        Set<MemoryKind> kinds = config.sampling().memoryCheck();
        return new ReplaySettings(
                live.ofRecordedCalls(INSTANCE, live.limits(), live.layerThroughput()),
                specs,
                kinds.size() == 1 ? kinds.iterator().next() : MemoryKind.HOST,
                config.sampling().interval());
    }

    /** The same for the values of a series: their number in a second says nothing, unless that is what they are. */
    ReplaySettings ofSeries(Signal signal) {
        boolean rates = signal == Signal.THROUGHPUT;
        OperationLimits layer = detection.layerThroughput();
        DetectionSettings judged = detection.ofRecordedCalls(
                INSTANCE,
                spec -> ofSeries(detection.limits().apply(spec), signal),
                rates ? layer : layer.withoutThroughput());
        return new ReplaySettings(
                judged.with(judged.stated().learningMemory(signal == Signal.MEMORY)),
                specs,
                memoryKind,
                memoryInterval);
    }

    /** A traffic stop is silence: it is judged with the throughput. */
    private static OperationLimits ofSeries(OperationLimits own, Signal signal) {
        List<String> learned = signal == Signal.THROUGHPUT ? List.of("throughput", "silence") : List.of(signal.text());
        OperationLimits judged = own.learningOnly(learned);
        return signal == Signal.THROUGHPUT ? judged : judged.withoutThroughput();
    }
}
