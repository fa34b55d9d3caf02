package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.WindowCounts;
import io.nightjar.time.Durations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that are judged together, as the latest tick sees them. Confined to the detector's lock. */
abstract sealed class WatchedCalls permits WatchedOperation, WatchedLayer {
    private final CallRecorder recorder;
    private final WindowCounts window = new WindowCounts();
    private OperationLimits limits;
    private long windowNanos;
    private long nowNanos;
    private long wholeSinceNanos;
    private boolean read;

    WatchedCalls(CallRecorder recorder, OperationLimits limits) {
        this.recorder = recorder;
        this.limits = limits;
        windowNanos = Durations.saturatedNanos(limits.window());
    }

    /**
     * They are judged anew now.
     *
     * @param newWholeSinceNanos a window that begins before this moment is not whole
     */
    final void judgedAt(OperationLimits newLimits, long newNowNanos, long newWholeSinceNanos) {
        if (limits != newLimits) {
            limits = newLimits;
            windowNanos = Durations.saturatedNanos(newLimits.window());
        }
        nowNanos = newNowNanos;
        wholeSinceNanos = newWholeSinceNanos;
        read = false;
    }

    /** The operation's name; null for a layer. */
    abstract @Nullable String operationName();

    /** Identity labels of a condition about these calls as a whole. */
    abstract Map<String, String> labels();

    /** Writes what was counted in a window that ended with this tick's sample. */
    abstract void read(long windowNanos, WindowCounts target);

    final CallRecorder recorder() {
        return recorder;
    }

    final OperationLimits limits() {
        return limits;
    }

    /** The calls of the window; read when a rule first asks, so that all rules of a tick see the same. */
    final WindowCounts window() {
        if (!read) {
            read = true;
            read(windowNanos, window);
        }
        return window;
    }

    /** Whether the same calls were watched, by a machine that ran, for the whole window. */
    final boolean isWindowWhole() {
        return window().whole() && nowNanos - wholeSinceNanos >= windowNanos;
    }
}
