package io.nightjar.config;

import io.nightjar.detect.MemoryKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sampled.
 *
 * @param interval the sampling period
 * @param memoryCheck kinds that are judged; empty for {@code auto}
 * @param gpuDevices indexes or UUIDs; empty for {@code CUDA_VISIBLE_DEVICES}, else all
 * @param gpuLibrary path of the NVML library; null to search
 */
public record SamplingSettings(
        Duration interval,
        Set<MemoryKind> memoryCheck,
        List<String> gpuDevices,
        @Nullable Path gpuLibrary) {
    /** What counts where no key of sampling is set. */
    static final SamplingSettings DEFAULT = new SamplingSettings(Duration.ofSeconds(5), Set.of(), List.of(), null);

    public SamplingSettings {
        memoryCheck = Set.copyOf(memoryCheck);
        gpuDevices = List.copyOf(gpuDevices);
    }
}
