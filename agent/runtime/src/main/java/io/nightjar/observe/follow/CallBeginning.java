package io.nightjar.observe.follow;

import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Begins the calls of the subscriptions to one publisher. Immutable.
 *
 * @param early what was read of the call of the method that made it
 */
record CallBeginning(Observation observation, Map<ValuePath, Object> early) implements Supplier<StreamCall> {
    @Override
    public StreamCall get() {
        return StreamCall.begin(observation, early);
    }
}
