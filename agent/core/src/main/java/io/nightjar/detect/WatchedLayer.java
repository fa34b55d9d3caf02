package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.WindowCounts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of all operations of one layer, as the latest tick sees them. Confined to the detector's lock. */
final class WatchedLayer extends WatchedCalls {
    private final String name;

    WatchedLayer(CallRecorder recorder, String name, OperationLimits limits) {
        super(recorder, limits);
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
    void read(long windowNanos, WindowCounts target) {
        recorder().sampledLayerCounts(name, windowNanos, target);
    }
}
