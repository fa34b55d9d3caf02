package io.nightjar.sample;

import io.nightjar.config.SamplingSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All sources of this machine, each opened when it is first wanted. Confined to one thread at a time. */
final class ResourceReader implements AutoCloseable {
    private final Machine machine;
    private final AgentLog log;
    private final GuardedSource<Source<HostReading>> host;
    private final GuardedSource<Source<ProcessReading>> process;
    private final GuardedSource<CgroupMemory> container;
    private final GuardedSource<JvmSource> jvm;
    private final GpuReader gpus;

    ResourceReader(Machine machine, GcPauses pauses, Runnable onGpuAnswer, AgentLog log, NanoClock clock) {
        this.machine = machine;
        this.log = log;
        this.host = new GuardedSource<>("host", this::openHost, log);
        this.process = new GuardedSource<>("process", this::openProcess, log);
        this.container = new GuardedSource<>("container", this::openContainer, log);
        this.jvm = new GuardedSource<>("jvm", () -> JvmSource.open(pauses, log, clock), log);
        this.gpus = new GpuReader(machine, onGpuAnswer, log, clock);
    }

    ResourceSnapshot read(SamplingSettings settings, long nowNanos) {
        gpus.follow(settings);
        HostReading hostReading = host.read(nowNanos, Source::read);
        long hostBytes = hostReading == null ? Long.MAX_VALUE : hostReading.totalBytes();
        ResourceSnapshot taken = new ResourceSnapshot(
                nowNanos,
                gpus.read(nowNanos, hostReading),
                Optional.ofNullable(container.read(nowNanos, (source, now) -> source.read(hostBytes))),
                Optional.ofNullable(hostReading),
                Optional.ofNullable(process.read(nowNanos, Source::read)),
                Optional.ofNullable(jvm.read(nowNanos, Source::read)),
                List.of(),
                unavailable(nowNanos));
        boolean gpuPending = gpus.isPending(nowNanos);
        List<MemoryReading> judged = new JudgedMemory(settings.memoryCheck()).of(taken, gpuPending);
        sayWhatCannotBeJudged(settings.memoryCheck(), judged, gpuPending, nowNanos);
        return taken.withJudged(judged);
    }

    boolean isGpuPending(long nowNanos) {
        return gpus.isPending(nowNanos);
    }

    @Override
    public void close() {
        gpus.close();
        jvm.close();
        container.close();
        process.close();
        host.close();
    }

    private Source<HostReading> openHost() throws Exception {
        return machine.isLinux() ? LinuxHost.open(machine.proc()) : OshiHost.open(log);
    }

    private Source<ProcessReading> openProcess() throws Exception {
        return machine.isLinux() ? LinuxProcess.open(machine.proc()) : OshiProcess.open(log);
    }

    private CgroupMemory openContainer() throws Exception {
        if (!machine.isLinux()) {
            throw new NotAvailableException("only Linux has cgroups");
        }
        return CgroupMemory.open(machine.proc(), machine.root());
    }

    private List<Unavailable> unavailable(long nowNanos) {
        List<Unavailable> all = new ArrayList<>(1);
        note("gpu", gpus.whyNot(nowNanos), all);
        note("container", container.whyNot(), all);
        note("host", host.whyNot(), all);
        note("process", process.whyNot(), all);
        note("jvm", jvm.whyNot(), all);
        return all;
    }

    private static void note(String what, @Nullable String why, List<Unavailable> all) {
        if (why != null) {
            all.add(new Unavailable(what, why));
        }
    }

    private void sayWhatCannotBeJudged(
            Set<MemoryKind> named, List<MemoryReading> judged, boolean gpuPending, long nowNanos) {
        for (MemoryKind kind : named) {
            boolean waits = kind == MemoryKind.GPU && gpuPending;
            if (!waits && !isAmong(kind, judged)) {
                String why = why(kind, nowNanos);
                log.warnOnce(
                        "memory.check:" + kind,
                        "memory.check names " + kind.jsonName() + ", which cannot be judged here"
                                + (why == null ? "" : ": " + why));
            }
        }
    }

    private @Nullable String why(MemoryKind kind, long nowNanos) {
        return switch (kind) {
            case GPU -> gpus.whyNot(nowNanos);
            case CONTAINER -> container.whyNot();
            case HOST, SYSTEM -> host.whyNot();
            case HEAP, DIRECT -> jvm.whyNot();
        };
    }

    private static boolean isAmong(MemoryKind kind, List<MemoryReading> readings) {
        for (MemoryReading reading : readings) {
            if (reading.kind() == kind) {
                return true;
            }
        }
        return false;
    }
}
