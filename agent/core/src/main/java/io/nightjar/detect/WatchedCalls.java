package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.WindowSnapshot;
import io.nightjar.time.Durations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that are judged together, as one tick sees them. Confined to the detector's lock. */
abstract sealed class WatchedCalls permits WatchedOperation, WatchedLayer {
    private final CallRecorder recorder;
    private final OperationLimits limits;
    private final long nowNanos;
    private final long wholeSinceNanos;
    private @Nullable WindowSnapshot window;

    /**
     * Calls to be judged now.
     *
     * @param wholeSinceNanos a window that begins before this moment is not whole
     */
    WatchedCalls(CallRecorder recorder, OperationLimits limits, long nowNanos, long wholeSinceNanos) {
        this.recorder = recorder;
        this.limits = limits;
        this.nowNanos = nowNanos;
        this.wholeSinceNanos = wholeSinceNanos;
    }

    /** The operation's name; null for a layer. */
    abstract @Nullable String operationName();

    /** Identity labels of a condition about these calls as a whole. */
    abstract Map<String, String> labels();

    abstract WindowSnapshot read();

    final CallRecorder recorder() {
        return recorder;
    }

    final OperationLimits limits() {
        return limits;
    }

    /** The calls of the window; read when a rule first asks, so that all rules of a tick see the same. */
    final WindowSnapshot window() {
        WindowSnapshot seen = window;
        if (seen == null) {
            seen = read();
            window = seen;
        }
        return seen;
    }

    /** Whether the same calls were watched, by a machine that ran, for the whole window. */
    final boolean isWindowWhole() {
        return window().whole() && nowNanos - wholeSinceNanos >= Durations.saturatedNanos(limits.window());
    }
}
