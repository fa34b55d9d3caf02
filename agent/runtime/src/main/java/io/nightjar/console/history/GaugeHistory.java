package io.nightjar.console.history;

import java.util.Arrays;

/** How one value went that is of no operation; of a longer step the largest. Under {@link Histories}' lock. */
final class GaugeHistory {
    private final float[] fine = new float[Ring.FINE.slots()];
    private final float[] coarse = new float[Ring.COARSE.slots()];

    GaugeHistory() {
        Arrays.fill(fine, Float.NaN);
        Arrays.fill(coarse, Float.NaN);
    }

    /** Begins a second, of which nothing is known yet. */
    void begin(long second) {
        fine[Ring.FINE.slot(second)] = Float.NaN;
        if (Ring.COARSE.step(second) != Ring.COARSE.step(second - 1)) {
            coarse[Ring.COARSE.slot(Ring.COARSE.step(second))] = Float.NaN;
        }
    }

    void raise(long second, double value) {
        raise(fine, Ring.FINE.slot(second), (float) value);
        raise(coarse, Ring.COARSE.slot(Ring.COARSE.step(second)), (float) value);
    }

    private static void raise(float[] values, int slot, float value) {
        values[slot] = Float.isNaN(values[slot]) ? value : Math.max(values[slot], value);
    }

    /** NaN where nothing is known. */
    float value(Ring ring, long step) {
        return (ring == Ring.FINE ? fine : coarse)[ring.slot(step)];
    }
}
