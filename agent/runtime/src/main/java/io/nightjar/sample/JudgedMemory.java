package io.nightjar.sample;

import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.jvm.JvmReading;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.HostReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Which readings are judged: what {@code memory.check} names, or what {@code auto} finds here. Immutable. */
final class JudgedMemory {
    private final Set<MemoryKind> named;

    JudgedMemory(Set<MemoryKind> named) {
        this.named = named;
    }

    /**
     * The readings to judge, each kind and each GPU on its own.
     *
     * @param gpuPending whether the driver has not yet said if there is a GPU: then {@code auto} waits
     */
    List<MemoryReading> of(ResourceSnapshot taken, boolean gpuPending) {
        List<MemoryReading> judged = new ArrayList<>(2);
        OptionalDouble cpu = cpu(taken);
        if (named.isEmpty()) {
            auto(taken, gpuPending, cpu, judged);
            return judged;
        }
        if (named.contains(MemoryKind.GPU)) {
            gpus(taken, cpu, judged);
        }
        if (named.contains(MemoryKind.CONTAINER) && taken.container().isPresent()) {
            container(taken, MemoryKind.CONTAINER, cpu, judged);
        }
        if (named.contains(MemoryKind.HOST) && taken.host().isPresent()) {
            addHost(taken, MemoryKind.HOST, cpu, judged);
        }
        if (named.contains(MemoryKind.HEAP) && taken.jvm().isPresent()) {
            JvmReading jvm = taken.jvm().get();
            judged.add(new MemoryReading(
                    MemoryKind.HEAP,
                    null,
                    null,
                    jvm.heapPercent(),
                    cpu,
                    taken.takenAtNanos(),
                    OptionalLong.of(jvm.heapMaxBytes()),
                    jvm.heapKeptPercent()));
        }
        if (named.contains(MemoryKind.DIRECT) && taken.jvm().isPresent()) {
            OptionalDouble percent = taken.jvm().get().directPercent();
            if (percent.isPresent()) {
                add(
                        taken,
                        MemoryKind.DIRECT,
                        percent.getAsDouble(),
                        taken.jvm().get().directLimitBytes(),
                        cpu,
                        judged);
            }
        }
        return judged;
    }

    private static void auto(
            ResourceSnapshot taken, boolean gpuPending, OptionalDouble cpu, List<MemoryReading> judged) {
        if (gpuPending) {
            return;
        }
        if (!taken.gpus().isEmpty()) {
            gpus(taken, cpu, judged);
            return;
        }
        boolean limited = taken.container().isPresent()
                && taken.container().get().limitBytes().isPresent();
        if (limited || taken.host().isEmpty()) {
            container(taken, MemoryKind.CONTAINER, cpu, judged);
        } else {
            addHost(taken, MemoryKind.HOST, cpu, judged);
        }
    }

    /** Without a limit of its own a container's limit is the host's memory. */
    private static void container(
            ResourceSnapshot taken, MemoryKind kind, OptionalDouble cpu, List<MemoryReading> judged) {
        Optional<ContainerReading> container = taken.container();
        if (container.isPresent() && container.get().usedPercent().isPresent()) {
            add(
                    taken,
                    kind,
                    container.get().usedPercent().getAsDouble(),
                    container.get().limitBytes(),
                    cpu,
                    judged);
        } else if (container.isPresent() && taken.host().isPresent()) {
            addHost(taken, kind, cpu, judged);
        }
    }

    private static void addHost(
            ResourceSnapshot taken, MemoryKind kind, OptionalDouble cpu, List<MemoryReading> judged) {
        HostReading host = taken.host().get();
        add(taken, kind, host.usedPercent(), OptionalLong.of(host.totalBytes()), cpu, judged);
    }

    private static void gpus(ResourceSnapshot taken, OptionalDouble cpu, List<MemoryReading> judged) {
        for (int i = 0; i < taken.gpus().size(); i++) {
            GpuSnapshot snapshot = taken.gpus().get(i);
            for (GpuReading gpu : snapshot.devices()) {
                OptionalDouble percent = gpu.usedPercent();
                if (!snapshot.stale() && percent.isPresent() && !isSplit(gpu, snapshot)) {
                    judged.add(new MemoryReading(
                            MemoryKind.GPU,
                            gpu.uuid(),
                            gpu.unifiedMemory() ? gpu.name() + " (unified memory)" : gpu.name(),
                            percent.getAsDouble(),
                            cpu,
                            snapshot.takenAtNanos(),
                            gpu.totalBytes(),
                            OptionalDouble.empty()));
                }
            }
        }
    }

    /** A GPU whose MIG parts are listed: they are judged in its place. */
    private static boolean isSplit(GpuReading gpu, GpuSnapshot snapshot) {
        for (GpuReading other : snapshot.devices()) {
            if (other.parentUuid().isPresent() && other.parentUuid().get().equals(gpu.uuid())) {
                return true;
            }
        }
        return false;
    }

    private static void add(
            ResourceSnapshot taken,
            MemoryKind kind,
            double percent,
            OptionalLong limitBytes,
            OptionalDouble cpu,
            List<MemoryReading> judged) {
        judged.add(new MemoryReading(
                kind, null, null, percent, cpu, taken.takenAtNanos(), limitBytes, OptionalDouble.empty()));
    }

    /** The host's, else the process's. */
    private static OptionalDouble cpu(ResourceSnapshot taken) {
        if (taken.host().isPresent() && taken.host().get().cpuPercent().isPresent()) {
            return taken.host().get().cpuPercent();
        }
        return taken.process().isPresent() ? taken.process().get().cpuPercent() : OptionalDouble.empty();
    }
}
