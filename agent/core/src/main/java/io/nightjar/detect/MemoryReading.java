package io.nightjar.detect;

import java.util.OptionalDouble;
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
 */
public record MemoryReading(
        MemoryKind kind,
        @Nullable String device,
        @Nullable String deviceName,
        double usedPercent,
        OptionalDouble cpuPercent,
        long takenAtNanos) {}
