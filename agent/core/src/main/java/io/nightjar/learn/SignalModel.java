package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** What all signals have: how long one has been learned, whether it has left what was expected, and quiet afterwards. */
abstract class SignalModel {
    /** After a deviation, and after that of another signal of the same operation, nothing new is said for so long. */
    static final double QUIET_SECONDS = 300;
    /** What lasts so long is what is normal from then on. */
    static final double ADOPT_SECONDS = 900;

    private final Signal signal;
    double learnedSeconds;
    private double quietUntil = Double.NEGATIVE_INFINITY;
    private boolean open;

    SignalModel(Signal signal) {
        this.signal = signal;
    }

    final Signal signal() {
        return signal;
    }

    final boolean isOpen() {
        return open;
    }

    final void open() {
        open = true;
    }

    /** Whether a deviation may begin. */
    final boolean isQuiet(double atSeconds) {
        return atSeconds < quietUntil;
    }

    /** The deviation, if there is one, is over. */
    final void end(double atSeconds) {
        open = false;
        calm(atSeconds);
    }

    /** Forgets all evidence and says nothing new for a while. */
    final void calm(double atSeconds) {
        quietUntil = atSeconds + QUIET_SECONDS;
        forget();
    }

    /** Another signal's new level has become normal: so does what this one has come to meanwhile. */
    abstract void settle(double atSeconds);

    /** Evidence, not what was learned, is forgotten. */
    abstract void forget();

    /** Whether something may be about to be said, or is. */
    boolean suspicious() {
        return open;
    }

    /** Time has passed of which nothing is known. */
    void passOver(double atSeconds) {}

    /** A cold start is left behind: what comes now counts more. */
    void startIsOver() {}

    /** Whether enough has been seen to judge. */
    abstract boolean ready();

    abstract @Nullable Deviation deviation();

    abstract @Nullable Expectation expectation();

    abstract void remember(NumbersText text);

    /** False where a number cannot be. */
    abstract boolean restore(NumbersReader numbers);

    static double clamp(double value, double least, double most) {
        return Math.min(most, Math.max(least, value));
    }
}
