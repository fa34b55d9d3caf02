package io.nightjar.sample.gpu;

import java.util.List;
import java.util.Optional;

/**
 * All watched GPUs at one moment.
 *
 * @param source where it is from: {@code nvml}, {@code sysfs} or {@code oshi}
 * @param library path of the driver's library, where there is one
 * @param driverVersion as the driver tells it
 * @param devices in the driver's order
 * @param takenAtNanos on the monotonic clock
 * @param stale the driver has not answered for too long; the readings are old
 */
public record GpuSnapshot(
        String source,
        Optional<String> library,
        Optional<String> driverVersion,
        List<GpuReading> devices,
        long takenAtNanos,
        boolean stale) {
    public GpuSnapshot {
        devices = List.copyOf(devices);
    }

    GpuSnapshot asStale() {
        return stale ? this : new GpuSnapshot(source, library, driverVersion, devices, takenAtNanos, true);
    }

    public GpuSnapshot withDevices(List<GpuReading> newDevices) {
        return new GpuSnapshot(source, library, driverVersion, newDevices, takenAtNanos, stale);
    }
}
