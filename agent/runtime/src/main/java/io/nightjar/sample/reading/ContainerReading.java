package io.nightjar.sample.reading;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The memory of the cgroup that limits this process at one moment.
 *
 * @param path the directory whose limit is the least on the way up
 * @param version 1 or 2
 * @param limitBytes the least limit; empty where the host's memory is the only one
 * @param usageBytes everything that is charged, page cache included
 * @param workingSetBytes usage without inactive page cache: what the kubelet evicts by
 * @param oomKills processes the kernel has killed here
 * @param limitHits times an allocation ran into the limit
 * @param throttles times an allocation was slowed down at {@code memory.high}
 * @param pressure where the kernel measures it for this cgroup
 */
public record ContainerReading(
        String path,
        int version,
        OptionalLong limitBytes,
        long usageBytes,
        long workingSetBytes,
        OptionalLong oomKills,
        OptionalLong limitHits,
        OptionalLong throttles,
        Optional<PressureReading> pressure) {
    /** Working set over the limit, 0 to 100; empty where there is no limit. */
    public OptionalDouble usedPercent() {
        return limitBytes.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(100, 100.0 * workingSetBytes / limitBytes.getAsLong()));
    }
}
