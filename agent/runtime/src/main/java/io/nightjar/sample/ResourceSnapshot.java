package io.nightjar.sample;

import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.jvm.JvmReading;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.ProcessReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One reading of everything.
 *
 * @param takenAtNanos on the monotonic clock
 * @param gpus one for each kind of driver that answered
 * @param container the cgroup; present without a limit too
 * @param host the machine
 * @param process this process
 * @param jvm this JVM
 * @param judged what {@code memory.check} asks for
 * @param unavailable what could not be read, and why
 */
public record ResourceSnapshot(
        long takenAtNanos,
        List<GpuSnapshot> gpus,
        Optional<ContainerReading> container,
        Optional<HostReading> host,
        Optional<ProcessReading> process,
        Optional<JvmReading> jvm,
        List<MemoryReading> judged,
        List<Unavailable> unavailable) {
    public ResourceSnapshot {
        gpus = List.copyOf(gpus);
        judged = List.copyOf(judged);
        unavailable = List.copyOf(unavailable);
    }

    /** The used share of a memory, judged or not; of several GPUs the highest. */
    OptionalDouble usedPercent(MemoryKind kind) {
        double highest = Double.NaN;
        for (MemoryReading reading : new JudgedMemory(Set.of(kind)).of(this, false)) {
            if (!(reading.usedPercent() <= highest)) {
                highest = reading.usedPercent();
            }
        }
        return Double.isNaN(highest) ? OptionalDouble.empty() : OptionalDouble.of(highest);
    }

    /** How busy the busiest GPU is, of those that still answer. */
    OptionalDouble gpuUtilizationPercent() {
        double highest = Double.NaN;
        for (GpuSnapshot snapshot : gpus) {
            for (GpuReading gpu : snapshot.devices()) {
                OptionalDouble percent = gpu.utilizationPercent();
                if (!snapshot.stale() && percent.isPresent() && !(percent.getAsDouble() <= highest)) {
                    highest = percent.getAsDouble();
                }
            }
        }
        return Double.isNaN(highest) ? OptionalDouble.empty() : OptionalDouble.of(highest);
    }

    ResourceSnapshot withJudged(List<MemoryReading> newJudged) {
        return new ResourceSnapshot(takenAtNanos, gpus, container, host, process, jvm, newJudged, unavailable);
    }
}
