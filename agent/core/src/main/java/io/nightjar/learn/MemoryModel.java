package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** What is normal for one memory: a trend that is no swing of the day has left it. Not thread-safe. */
public final class MemoryModel {
    /** A model that has seen nothing. */
    public MemoryModel(LearnSettings settings) {}

    /**
     * Takes a reading; one that is not a number, or not newer than the one before, is passed over.
     *
     * @param atSeconds on a monotonic clock
     */
    public void look(double atSeconds, double percent, double evidence) {}

    /** Its growth, while it lasts; null where there is none. */
    public @Nullable Deviation deviation() {
        return null;
    }

    /** What is expected; null before anything was seen. */
    public @Nullable Expectation expectation() {
        return null;
    }

    /** The machine stood still. */
    public void interrupted() {}

    /** What is to survive the process, as text without line breaks; null where nothing is worth it. */
    public @Nullable String remember() {
        return null;
    }

    /** Goes on from what an earlier process remembered; false where it cannot be read, and then nothing has changed. */
    public boolean restore(String remembered) {
        return false;
    }
}
