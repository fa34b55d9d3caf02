package io.nightjar.rule.reading;

/** The collector's pauses in a sliding window. Confined to its owner. */
final class PauseWindow {
    /** A pause becomes known a little after its end: so long after a moment what was before it is read for good. */
    private static final long LATEST_NANOS = 1_000_000_000;

    private final MachineFigures machine;
    private final long windowNanos;
    private final SlidingSums settled;
    private final long lateNanos;
    private boolean known;
    private long settledNanos;
    private double value = Double.NaN;
    private long generation;

    PauseWindow(MachineFigures machine, long windowNanos, long nowNanos) {
        this.machine = machine;
        this.windowNanos = windowNanos;
        lateNanos = Math.min(LATEST_NANOS, windowNanos / 2);
        settled = new SlidingSums(1, 0, new int[0], windowNanos, nowNanos);
    }

    void mark(long newGeneration) {
        generation = newGeneration;
    }

    boolean isOf(long other) {
        return generation == other;
    }

    /** Milliseconds; NaN where pauses do not become known. */
    double value() {
        return value;
    }

    void reset() {
        known = false;
        value = Double.NaN;
    }

    void advance(long nowNanos) {
        if (!known) {
            begin(nowNanos);
            return;
        }
        long untilNanos = nowNanos - lateNanos;
        if (untilNanos - settledNanos > 0) {
            double millis = machine.pauseMillisBetween(settledNanos, untilNanos);
            if (Double.isNaN(millis)) {
                reset();
                return;
            }
            if (millis > 0) {
                settled.open(settledNanos, untilNanos);
                settled.add(0, Math.round(millis * 1e6));
            }
            settledNanos = untilNanos;
        }
        settled.advance(nowNanos);
        double late = machine.pauseMillisBetween(settledNanos, nowNanos);
        if (Double.isNaN(late)) {
            reset();
        } else {
            value = Math.min(settled.sum(0) / 1e6 + late, windowNanos / 1e6);
        }
    }

    private void begin(long nowNanos) {
        if (!Double.isNaN(machine.pauseMillisBetween(nowNanos, nowNanos))) {
            known = true;
            settled.reset(nowNanos);
            settledNanos = nowNanos;
        }
    }
}
