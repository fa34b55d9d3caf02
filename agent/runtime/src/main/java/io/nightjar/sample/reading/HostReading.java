package io.nightjar.sample.reading;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The host's memory and processors at one moment.
 *
 * @param totalBytes memory the host has
 * @param availableBytes what could be had without swapping; page cache counts as available
 * @param cpuPercent busy share of all processors since the last sample, 0 to 100
 * @param pressure where the kernel measures it
 */
public record HostReading(
        long totalBytes, long availableBytes, OptionalDouble cpuPercent, Optional<PressureReading> pressure) {
    /** Used share, 0 to 100. */
    public double usedPercent() {
        return 100.0 * (totalBytes - availableBytes) / totalBytes;
    }

    public long usedBytes() {
        return totalBytes - availableBytes;
    }
}
