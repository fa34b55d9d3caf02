package io.nightjar.record;

/** What the operations of one layer have done together, as of the latest sample. Confined to the recorder's reading lock. */
final class LayerCounts {
    private final String layer;
    private final CountRing ring;
    private long countedNanos;
    private long calls;
    private long errors;
    private long cancelled;

    LayerCounts(String layer, long createdAtNanos, long windowNanos) {
        this.layer = layer;
        ring = new CountRing(createdAtNanos, windowNanos);
        countedNanos = createdAtNanos;
    }

    String layer() {
        return layer;
    }

    void window(long windowNanos) {
        ring.window(windowNanos);
    }

    void begin(long nowNanos) {
        countedNanos = nowNanos;
        calls = 0;
        errors = 0;
        cancelled = 0;
    }

    void add(long moreCalls, long moreErrors, long moreCancelled) {
        calls += moreCalls;
        errors += moreErrors;
        cancelled += moreCancelled;
    }

    /** All operations have been added. */
    void end() {
        if (ring.isDue(countedNanos)) {
            ring.add(countedNanos, calls, errors, cancelled, null);
        }
    }

    /** Writes what happened in a window that ended with the latest sample. */
    void sampledWindow(long windowNanos, WindowCounts target) {
        ring.since(countedNanos - windowNanos, countedNanos, calls, errors, cancelled, target);
    }

    /** Writes what happened in a window that ends now, without anything that was added. */
    void since(long nanos, long nowNanos, WindowCounts target) {
        ring.since(nanos, nowNanos, 0, 0, 0, target);
    }
}
