package io.nightjar.sample;

import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.jvm.JvmReading;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.ProcessReading;
import java.util.List;
import java.util.Optional;

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

    ResourceSnapshot withJudged(List<MemoryReading> newJudged) {
        return new ResourceSnapshot(takenAtNanos, gpus, container, host, process, jvm, newJudged, unavailable);
    }
}
