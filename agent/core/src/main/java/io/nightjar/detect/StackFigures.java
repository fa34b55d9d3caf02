package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.notify.LateFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks up the stack of a thread inside a stuck operation once its alert is sent. Thread-safe. */
final class StackFigures implements LateFigures {
    private final Guarded outside;

    StackFigures(Guarded outside) {
        this.outside = outside;
    }

    @Override
    public Breach complete(Breach breach) {
        if (breach.type() != AlertType.STUCK) {
            return breach;
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(breach.metadata());
        metadata.put(StuckRule.STACK, outside.stackInside(String.valueOf(breach.limitKey())));
        return new Breach(
                breach.type(), breach.severity(), breach.limitKey(), breach.message(), metadata, breach.labels());
    }
}
