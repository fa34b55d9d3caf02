package io.nightjar.sample;

import io.nightjar.config.SamplingSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.jvm.GcPauses;
import io.nightjar.sample.jvm.JvmReading;
import io.nightjar.sample.jvm.QuietJvm;
import io.nightjar.sample.linux.CgroupMemory;
import io.nightjar.sample.linux.LinuxHost;
import io.nightjar.sample.linux.LinuxProcess;
import io.nightjar.sample.oshi.OshiHost;
import io.nightjar.sample.oshi.OshiProcess;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.ProcessReading;
import io.nightjar.sample.reading.Source;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All sources of this machine, each opened when it is first wanted. Confined to one thread at a time. */
final class ResourceReader implements AutoCloseable {
    private final Machine machine;
    private final AgentLog log;
    private final GuardedSource<HostReading> host;
    private final GuardedSource<ProcessReading> process;
    private final GuardedSource<ContainerReading> container;
    private final GuardedSource<JvmReading> jvm;
    private final GpuReader gpus;
    private @Nullable QuietJvm quietJvm;
    private boolean wantsAll;
    private boolean judgesHeap;
    private boolean wantsHeap;
    private long hostBytes;

    ResourceReader(Machine machine, GcPauses pauses, Runnable onGpuAnswer, AgentLog log, NanoClock clock) {
        this.machine = machine;
        this.log = log;
        // Named classes throughout and no lambdas: a small application pays milliseconds and kilobytes for each of
        // those.
        this.host = new GuardedSource<>("host", new HostOpener(), log);
        this.process = new GuardedSource<>("process", new ProcessOpener(), log);
        this.container = new GuardedSource<>("container", new ContainerOpener(), log);
        this.jvm = new GuardedSource<>("jvm", new JvmOpener(pauses, clock), log);
        this.gpus = new GpuReader(machine, onGpuAnswer, log, clock);
    }

    ResourceSnapshot read(SamplingSettings settings, long nowNanos) {
        gpus.follow(settings);
        if (settings.memoryCheck().contains(MemoryKind.DIRECT)) {
            wantAllOfJvm();
        }
        judgesHeap = wantsHeap || settings.memoryCheck().contains(MemoryKind.HEAP);
        if (quietJvm != null) {
            quietJvm.judgeHeap(judgesHeap);
        }
        HostReading hostReading = host.read(nowNanos);
        hostBytes = hostReading == null ? Long.MAX_VALUE : hostReading.totalBytes();
        ResourceSnapshot taken = new ResourceSnapshot(
                nowNanos,
                gpus.read(nowNanos, hostReading),
                Optional.ofNullable(container.read(nowNanos)),
                Optional.ofNullable(hostReading),
                Optional.ofNullable(process.read(nowNanos)),
                Optional.ofNullable(jvm.read(nowNanos)),
                List.of(),
                unavailable(nowNanos));
        boolean gpuPending = gpus.isPending(nowNanos);
        List<MemoryReading> judged = new JudgedMemory(settings.memoryCheck()).of(taken, gpuPending);
        sayWhatCannotBeJudged(settings.memoryCheck(), judged, gpuPending, nowNanos);
        return taken.withJudged(judged);
    }

    /** What is asked for from now on, whether or not it is judged. */
    void wants(boolean heap, boolean direct) {
        wantsHeap = heap;
        if (direct && !wantsAll) {
            wantAllOfJvm();
        }
    }

    /** Asks for the JVM's buffers and metaspace, which are not read where nobody looks at them. */
    void wantAllOfJvm() {
        wantsAll = true;
        if (quietJvm != null) {
            quietJvm.wantAll();
        }
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

    private final class HostOpener implements GuardedSource.Opener<HostReading> {
        @Override
        public Source<HostReading> open() throws Exception {
            return machine.isLinux() ? LinuxHost.open(machine.proc()) : OshiHost.open(log);
        }
    }

    private final class ProcessOpener implements GuardedSource.Opener<ProcessReading> {
        @Override
        public Source<ProcessReading> open() throws Exception {
            return machine.isLinux() ? LinuxProcess.open(machine.proc()) : OshiProcess.open(log);
        }
    }

    private final class ContainerOpener implements GuardedSource.Opener<ContainerReading> {
        @Override
        public Source<ContainerReading> open() throws Exception {
            if (!machine.isLinux()) {
                throw new NotAvailableException("only Linux has cgroups");
            }
            return new Container(CgroupMemory.open(machine.proc(), machine.root()));
        }
    }

    /** The cgroup beside the host, whose memory is the limit where there is none. */
    private final class Container implements Source<ContainerReading> {
        private final CgroupMemory cgroup;

        Container(CgroupMemory cgroup) {
            this.cgroup = cgroup;
        }

        @Override
        public ContainerReading read(long nowNanos) throws Exception {
            return cgroup.read(hostBytes);
        }

        @Override
        public void close() throws IOException {
            cgroup.close();
        }
    }

    private final class JvmOpener implements GuardedSource.Opener<JvmReading> {
        private final GcPauses pauses;
        private final NanoClock clock;

        JvmOpener(GcPauses pauses, NanoClock clock) {
            this.pauses = pauses;
            this.clock = clock;
        }

        @Override
        public Source<JvmReading> open() throws Exception {
            QuietJvm opened = QuietJvm.open(pauses, log, clock);
            quietJvm = opened;
            opened.judgeHeap(judgesHeap);
            if (wantsAll) {
                opened.wantAll();
            }
            return opened;
        }
    }
}
