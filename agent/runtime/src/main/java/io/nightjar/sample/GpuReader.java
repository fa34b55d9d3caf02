package io.nightjar.sample;

import io.nightjar.config.SamplingSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.gpu.AmdGpus;
import io.nightjar.sample.gpu.GpuMonitor;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSelection;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.gpu.NvmlLibraryFile;
import io.nightjar.sample.oshi.OshiGpus;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import io.nightjar.time.NanoClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All GPUs: NVIDIA's by the thread of the native calls, AMD's by the kernel's files, those of other systems by OSHI.
 * Confined to one thread at a time.
 */
final class GpuReader implements AutoCloseable {
    private final Machine machine;
    private final Runnable onFirstAnswer;
    private final AgentLog log;
    private final NanoClock clock;
    private @Nullable SamplingSettings followed;
    private @Nullable GpuMonitor monitor;
    private @Nullable GuardedSource<GpuSnapshot> others;
    private @Nullable String noLibrary;

    GpuReader(Machine machine, Runnable onFirstAnswer, AgentLog log, NanoClock clock) {
        this.machine = machine;
        this.onFirstAnswer = onFirstAnswer;
        this.log = log;
        this.clock = clock;
    }

    /** Follows the settings; the driver's thread starts here, and only where there is a library. */
    void follow(SamplingSettings settings) {
        if (settings == followed) { // each change brings another object
            return;
        }
        followed = settings;
        GpuSelection wanted =
                GpuSelection.of(settings.gpuDevices(), machine.environment().get("CUDA_VISIBLE_DEVICES"));
        try {
            Path library = NvmlLibraryFile.find(
                    settings.gpuLibrary(), machine.osName(), machine.environment(), machine.root());
            noLibrary = null;
            watch(library, wanted, settings.interval().toNanos());
        } catch (NotAvailableException absent) {
            noLibrary = absent.getMessage();
            closeMonitor();
            if (settings.gpuLibrary() != null) {
                log.warnOnce("gpu.library:" + settings.gpuLibrary(), "No GPU readings: " + noLibrary);
            }
        }
        replaceOthers(GpuSelection.of(settings.gpuDevices(), null));
    }

    /** The GPUs that are known, old readings marked. */
    List<GpuSnapshot> read(long nowNanos, @Nullable HostReading host) {
        List<GpuSnapshot> snapshots = List.of();
        GpuMonitor watched = monitor;
        GpuSnapshot nvidia = watched == null ? null : watched.latest(nowNanos);
        if (nvidia != null) {
            snapshots = List.of(withHostMemory(nvidia, host));
        }
        GuardedSource<GpuSnapshot> more = others;
        GpuSnapshot other = more == null ? null : more.read(nowNanos);
        if (other != null) {
            snapshots = new ArrayList<>(snapshots);
            snapshots.add(withHostMemory(other, host));
        }
        return snapshots;
    }

    /** Whether the driver may still say that it has GPUs. */
    boolean isPending(long nowNanos) {
        GpuMonitor watched = monitor;
        return watched != null && watched.isPending(nowNanos);
    }

    /** Why no NVIDIA GPU is read, where none is. */
    @Nullable
    String whyNot(long nowNanos) {
        GpuMonitor watched = monitor;
        return watched == null ? noLibrary : watched.whyNot(nowNanos);
    }

    @Override
    public void close() {
        closeMonitor();
        if (others != null) {
            others.close();
        }
    }

    private void watch(Path library, GpuSelection wanted, long periodNanos) {
        GpuMonitor watched = monitor;
        if (watched != null && watched.library().equals(library.toString())) {
            watched.follow(wanted, periodNanos);
            return;
        }
        closeMonitor();
        GpuMonitor started = new GpuMonitor(
                library.toString(),
                () -> machine.nvml().load(library, log),
                wanted,
                periodNanos,
                onFirstAnswer,
                log,
                clock);
        started.start();
        monitor = started;
    }

    private void replaceOthers(GpuSelection wanted) {
        if (others != null) {
            others.close();
        }
        if (machine.isLinux()) {
            others = new GuardedSource<>("gpu", new AmdOpener(wanted), log);
        } else if (monitor == null) {
            others = new GuardedSource<>("gpu", () -> OshiGpus.open(wanted, log), log);
        } else {
            others = null;
        }
    }

    private void closeMonitor() {
        if (monitor != null) {
            monitor.close();
            monitor = null;
        }
    }

    /** A GPU without memory of its own shows the host's. */
    private static GpuSnapshot withHostMemory(GpuSnapshot snapshot, @Nullable HostReading host) {
        boolean any = false;
        for (GpuReading gpu : snapshot.devices()) {
            any |= gpu.unifiedMemory();
        }
        if (!any || host == null) {
            return snapshot;
        }
        List<GpuReading> devices = new ArrayList<>(snapshot.devices().size());
        for (GpuReading gpu : snapshot.devices()) {
            devices.add(gpu.unifiedMemory() ? gpu.withMemory(host.totalBytes(), host.usedBytes()) : gpu);
        }
        return snapshot.withDevices(devices);
    }

    /** A class and no lambda, for every application with the agent opens it. */
    private final class AmdOpener implements GuardedSource.Opener<GpuSnapshot> {
        private final GpuSelection wanted;

        AmdOpener(GpuSelection wanted) {
            this.wanted = wanted;
        }

        @Override
        public Source<GpuSnapshot> open() throws Exception {
            return AmdGpus.open(machine.root().resolve("sys/class/drm"), wanted);
        }
    }
}
