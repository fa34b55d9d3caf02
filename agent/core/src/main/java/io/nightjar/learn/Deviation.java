package io.nightjar.learn;

/**
 * A signal has left what its own past leads one to expect.
 *
 * @param value what it is since it left, in the signal's unit
 * @param expected what it was before, in the signal's unit
 * @param up whether it is above that
 * @param calls on how many it rests; 0 for memory
 * @param learnedSeconds for how long it has been learned
 * @param severe an error share ten times the usual, or silence
 */
public record Deviation(
        Signal signal, double value, double expected, boolean up, long calls, double learnedSeconds, boolean severe) {
    /** The value over what was expected; what was expected of zero counts as the least that can be told from it. */
    public double ratio() {
        return value / Math.max(expected, 1e-9);
    }
}
