package io.nightjar.sample.jvm;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The JVM's memory at one moment.
 *
 * @param heapUsedBytes live objects and garbage
 * @param heapCommittedBytes what the JVM has taken from the system for the heap
 * @param heapMaxBytes what the heap may grow to
 * @param heapAfterGcBytes what the last collection left; empty before the first
 * @param heapJudgedBytes what {@code memory.check=heap} goes by: the old generation as it is and the young as the last
 *     collection left it, so that garbage that is about to go is no alert
 * @param heapKeptBytes what the last collection of the old generation left there; of a collector with one pool for all, what its
 *     last left; empty before the first
 * @param directUsedBytes direct buffers
 * @param directLimitBytes {@code -XX:MaxDirectMemorySize}, else the greatest heap
 * @param mappedUsedBytes mapped files; no limit of the JVM's
 * @param metaspaceUsedBytes class metadata
 * @param metaspaceMaxBytes where it is limited
 * @param gcPauses pauses since the agent started to watch
 * @param gcPauseTotalMillis how long they took together
 * @param lastGcPauseMillis how long the last one took
 */
public record JvmReading(
        long heapUsedBytes,
        long heapCommittedBytes,
        long heapMaxBytes,
        OptionalLong heapAfterGcBytes,
        long heapJudgedBytes,
        OptionalLong heapKeptBytes,
        OptionalLong directUsedBytes,
        OptionalLong directLimitBytes,
        OptionalLong mappedUsedBytes,
        OptionalLong metaspaceUsedBytes,
        OptionalLong metaspaceMaxBytes,
        long gcPauses,
        double gcPauseTotalMillis,
        OptionalDouble lastGcPauseMillis) {
    /** Judged heap over the greatest heap, 0 to 100. */
    public double heapPercent() {
        return Math.min(100, 100.0 * heapJudgedBytes / heapMaxBytes);
    }

    /** What a collection left over the greatest heap, 0 to 100; empty before the first. */
    public OptionalDouble heapKeptPercent() {
        return heapKeptBytes.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(100, 100.0 * heapKeptBytes.getAsLong() / heapMaxBytes));
    }

    /** Direct buffers over their limit, 0 to 100; empty where either is unknown. */
    public OptionalDouble directPercent() {
        if (directUsedBytes.isEmpty() || directLimitBytes.isEmpty() || directLimitBytes.getAsLong() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(100, 100.0 * directUsedBytes.getAsLong() / directLimitBytes.getAsLong()));
    }
}
