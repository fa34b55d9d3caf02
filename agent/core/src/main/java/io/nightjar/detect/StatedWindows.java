package io.nightjar.detect;

import io.nightjar.record.OperationSpec;
import io.nightjar.rule.reading.DefaultWindows;
import java.time.Duration;

/** The windows of the settings, for terms that name none. Immutable. */
record StatedWindows(DetectionSettings settings) implements DefaultWindows {
    private static final String ANY_LAYER = "custom";

    @Override
    public Duration ofOperation(String operation) {
        return settings.limits().apply(OperationSpec.of(operation, ANY_LAYER)).window();
    }

    @Override
    public Duration ofSeveral() {
        return settings.layerThroughput().window();
    }
}
