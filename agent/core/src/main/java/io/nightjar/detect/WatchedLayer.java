package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.WindowSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of all operations of one layer, as one tick sees them. Confined to the detector's lock. */
final class WatchedLayer extends WatchedCalls {
    private final String name;

    WatchedLayer(CallRecorder recorder, String name, OperationLimits limits, long nowNanos, long wholeSinceNanos) {
        super(recorder, limits, nowNanos, wholeSinceNanos);
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    @Nullable
    String operationName() {
        return null;
    }

    @Override
    Map<String, String> labels() {
        return Map.of("layer", name);
    }

    @Override
    WindowSnapshot read() {
        return recorder().layerCounts(name, limits().window());
    }
}
