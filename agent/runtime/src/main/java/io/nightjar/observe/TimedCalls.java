package io.nightjar.observe;

import io.nightjar.hook.CallTimer;
import io.nightjar.record.Calls;
import org.jspecify.annotations.Nullable;

/** Where woven code reports its calls, the plainest of them straight from the hook. Thread-safe. */
public interface TimedCalls extends Calls, CallTimer {
    @Override
    long start(int operationId);

    @Override
    void end(int operationId, long startNanos, @Nullable Throwable thrown);
}
