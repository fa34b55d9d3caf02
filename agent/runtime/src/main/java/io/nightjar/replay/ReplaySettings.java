package io.nightjar.replay;

import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
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

    /** The same for the values of a series, whose number in a second says nothing. */
    ReplaySettings ofSeries() {
        return new ReplaySettings(
                detection.ofRecordedCalls(
                        INSTANCE,
                        spec -> detection.limits().apply(spec).withoutThroughput(),
                        detection.layerThroughput().withoutThroughput()),
                specs,
                memoryKind,
                memoryInterval);
    }
}
