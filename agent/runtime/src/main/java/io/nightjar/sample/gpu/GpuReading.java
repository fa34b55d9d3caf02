package io.nightjar.sample.gpu;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One GPU, or one MIG part of one, at one moment.
 *
 * @param uuid its identity; an index is none
 * @param name the product's name
 * @param index where the driver lists it; empty for a MIG part
 * @param pciBusId where it is plugged in
 * @param parentUuid the GPU that a MIG part belongs to
 * @param state whether it answers
 * @param unifiedMemory it has no memory of its own: the host's is shown
 * @param totalBytes memory it has
 * @param freeBytes memory that can be had
 * @param usedBytes as the driver tells it: what it reserves for itself is neither used nor free, where it is known
 * @param reservedBytes what the driver keeps for itself, where it tells
 * @param utilizationPercent share of time in which work was running
 * @param memoryBandwidthPercent share of time in which memory was read or written; no fill level
 * @param temperatureCelsius of the chip
 * @param powerMilliwatts drawn now
 * @param clockReasons faults that hold the clock down, such as {@code HwThermalSlowdown}
 * @param processes who holds memory; empty where not asked for or not told
 */
public record GpuReading(
        String uuid,
        String name,
        OptionalInt index,
        Optional<String> pciBusId,
        Optional<String> parentUuid,
        State state,
        boolean unifiedMemory,
        OptionalLong totalBytes,
        OptionalLong freeBytes,
        OptionalLong usedBytes,
        OptionalLong reservedBytes,
        OptionalDouble utilizationPercent,
        OptionalDouble memoryBandwidthPercent,
        OptionalDouble temperatureCelsius,
        OptionalLong powerMilliwatts,
        List<String> clockReasons,
        List<GpuProcess> processes) {
    /** Whether a GPU answers. */
    public enum State {
        OK,
        /** It fell off the bus or wants a reset; stays so until it answers again. */
        LOST
    }

    public GpuReading {
        clockReasons = List.copyOf(clockReasons);
        processes = List.copyOf(processes);
    }

    /** Share that is not free, 0 to 100; empty where the memory is not known. */
    public OptionalDouble usedPercent() {
        if (totalBytes.isEmpty() || freeBytes.isEmpty() || totalBytes.getAsLong() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(100.0 * (totalBytes.getAsLong() - freeBytes.getAsLong()) / totalBytes.getAsLong());
    }

    public GpuReading withMemory(long newTotalBytes, long newUsedBytes) {
        return new GpuReading(
                uuid,
                name,
                index,
                pciBusId,
                parentUuid,
                state,
                unifiedMemory,
                OptionalLong.of(newTotalBytes),
                OptionalLong.of(newTotalBytes - newUsedBytes),
                OptionalLong.of(newUsedBytes),
                reservedBytes,
                utilizationPercent,
                memoryBandwidthPercent,
                temperatureCelsius,
                powerMilliwatts,
                clockReasons,
                processes);
    }
}
