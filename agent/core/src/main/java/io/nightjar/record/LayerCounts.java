package io.nightjar.record;

/** What the operations of one layer have done together, as of the latest sample. Confined to the recorder's reading lock. */
final class LayerCounts {
    private final String layer;
    private final CountRing ring;
    private final WindowCounts counted = new WindowCounts();
    private long countedNanos;

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
        counted.clear();
    }

    void add(WindowCounts operation) {
        counted.add(operation);
    }

    /** All operations have been added. */
    void end() {
        if (ring.isDue(countedNanos)) {
            ring.add(countedNanos, counted, null);
        }
    }

    /** Writes what happened in a window that ended with the latest sample. */
    void sampledWindow(long windowNanos, WindowCounts target) {
        ring.since(countedNanos - windowNanos, countedNanos, counted, target);
    }

    /** Writes what happened since a moment, of operations that have counted so much by now. */
    void since(long nanos, long nowNanos, WindowCounts now, WindowCounts target) {
        ring.since(nanos, nowNanos, now, target);
    }
}
