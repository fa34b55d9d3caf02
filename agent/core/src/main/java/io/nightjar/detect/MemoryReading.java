package io.nightjar.detect;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One memory's used share at one moment.
 *
 * @param kind which memory
 * @param device a GPU's UUID, null for the rest
 * @param deviceName a GPU's name, null for the rest
 * @param usedPercent 0 to 100
 * @param cpuPercent the process's or host's CPU at that time, where known
 * @param takenAtNanos on the monotonic clock
 * @param limitBytes how large the memory is, where known; where that changes, the share does too
 * @param keptPercent the share that was in use after the last collection of all of it, where there are collections and one has
 *     been
 */
public record MemoryReading(
        MemoryKind kind,
        @Nullable String device,
        @Nullable String deviceName,
        double usedPercent,
        OptionalDouble cpuPercent,
        long takenAtNanos,
        OptionalLong limitBytes,
        OptionalDouble keptPercent) {
    /** A reading of a memory whose size is not known and that nobody collects. */
    public MemoryReading(
            MemoryKind kind,
            @Nullable String device,
            @Nullable String deviceName,
            double usedPercent,
            OptionalDouble cpuPercent,
            long takenAtNanos) {
        this(
                kind,
                device,
                deviceName,
                usedPercent,
                cpuPercent,
                takenAtNanos,
                OptionalLong.empty(),
                OptionalDouble.empty());
    }
}
