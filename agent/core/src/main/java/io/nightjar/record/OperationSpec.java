package io.nightjar.record;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operation before its first call.
 *
 * @param name for example {@code onnxruntime.run}, {@code Engine.infer} or the user's own
 * @param layer {@code orchestration}, {@code framework}, {@code client}, {@code engine} or {@code custom}
 * @param defaultLatencyThresholdNanos the preset's own default, used where the user set no threshold
 * @param defaultStuckThresholdNanos the preset's own default, used where the user set no threshold
 * @param genAi for calls of a generative model, what they are called by convention; else null
 */
public record OperationSpec(
        String name,
        String layer,
        OptionalLong defaultLatencyThresholdNanos,
        OptionalLong defaultStuckThresholdNanos,
        @Nullable GenAi genAi) {

    public OperationSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(defaultLatencyThresholdNanos, "defaultLatencyThresholdNanos");
        Objects.requireNonNull(defaultStuckThresholdNanos, "defaultStuckThresholdNanos");
    }

    /** An operation that is none of a generative model. */
    public OperationSpec(
            String name,
            String layer,
            OptionalLong defaultLatencyThresholdNanos,
            OptionalLong defaultStuckThresholdNanos) {
        this(name, layer, defaultLatencyThresholdNanos, defaultStuckThresholdNanos, null);
    }

    /** An operation without defaults of its own. */
    public static OperationSpec of(String name, String layer) {
        return new OperationSpec(name, layer, OptionalLong.empty(), OptionalLong.empty());
    }
}
