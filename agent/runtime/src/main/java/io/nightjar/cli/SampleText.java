package io.nightjar.cli;

import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.Unavailable;
import io.nightjar.sample.gpu.GpuProcess;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.jvm.JvmReading;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.PressureReading;
import io.nightjar.sample.reading.ProcessReading;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One reading for a person: a line for each thing, and beneath it what else is known of it. */
final class SampleText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private final double thresholdPercent;
    private final PrintWriter out;

    private SampleText(double thresholdPercent, PrintWriter out) {
        this.thresholdPercent = thresholdPercent;
        this.out = out;
    }

    static void print(ResourceSnapshot taken, double thresholdPercent, PrintWriter out) {
        SampleText text = new SampleText(thresholdPercent, out);
        for (GpuSnapshot gpus : taken.gpus()) {
            text.gpus(gpus);
        }
        taken.container().ifPresent(text::container);
        taken.host().ifPresent(text::host);
        taken.process().ifPresent(text::process);
        taken.jvm().ifPresent(text::jvm);
        text.judged(taken);
        for (Unavailable missing : taken.unavailable()) {
            text.line("unavailable", missing.what() + ": " + missing.why());
        }
    }

    private void gpus(GpuSnapshot gpus) {
        for (GpuReading gpu : gpus.devices()) {
            String memory = gpu.usedPercent().isEmpty()
                    ? (gpu.state() == GpuReading.State.LOST ? "lost" : "memory not told")
                    : used(notFree(gpu), gpu.totalBytes().orElse(0), gpu.usedPercent());
            line("gpu", gpu.name() + ", " + memory + (gpu.unifiedMemory() ? " (unified: the host's memory)" : ""));
            more(gpu.uuid()
                    + (gpu.index().isPresent() ? ", index " + gpu.index().getAsInt() : "")
                    + gpu.pciBusId().map(bus -> ", PCI " + bus).orElse("")
                    + gpu.parentUuid().map(parent -> ", part of " + parent).orElse(""));
            if (gpu.reservedBytes().isPresent()) {
                more(bytes(gpu.usedBytes().orElse(0)) + " by processes, "
                        + bytes(gpu.reservedBytes().getAsLong()) + " reserved by the driver");
            }
            String state = amount("busy", gpu.utilizationPercent(), "%")
                    + amount("memory bandwidth", gpu.memoryBandwidthPercent(), "%")
                    + amount("temperature", gpu.temperatureCelsius(), " C")
                    + amount("power", watts(gpu.powerMilliwatts()), " W")
                    + (gpu.clockReasons().isEmpty()
                            ? ""
                            : ", clocks held down: " + String.join(" ", gpu.clockReasons()));
            if (!state.isEmpty()) {
                more(state.substring(2));
            }
            for (GpuProcess process : gpu.processes()) {
                String held = process.usedBytes().isPresent()
                        ? bytes(process.usedBytes().getAsLong())
                        : "memory not told";
                more("process " + process.pid() + ": " + held);
            }
        }
        if (!gpus.devices().isEmpty()) {
            more("by " + gpus.source()
                    + gpus.driverVersion().map(version -> ", driver " + version).orElse("")
                    + gpus.library().map(library -> ", " + library).orElse("")
                    + (gpus.stale() ? "; STALE: the driver has stopped answering" : ""));
        }
    }

    private void container(ContainerReading container) {
        String memory = container.limitBytes().isPresent()
                ? used(container.workingSetBytes(), container.limitBytes().getAsLong(), container.usedPercent())
                : bytes(container.workingSetBytes()) + " used, no limit below the host's memory";
        line("container", memory);
        more(container.path() + " (cgroup v" + container.version() + ")");
        more(bytes(container.usageBytes()) + " with page cache"
                + count("killed for memory", container.oomKills())
                + count("limit hit", container.limitHits())
                + count("throttled", container.throttles()));
        pressure(container.pressure());
    }

    private void host(HostReading host) {
        line(
                "host",
                used(host.usedBytes(), host.totalBytes(), OptionalDouble.of(host.usedPercent()))
                        + amount("CPU", host.cpuPercent(), "%"));
        pressure(host.pressure());
    }

    private void process(ProcessReading process) {
        line("process", bytes(process.residentBytes()) + " resident" + amount("CPU", process.cpuPercent(), "%"));
        more("pid " + process.pid() + ", this command's own");
    }

    private void jvm(JvmReading jvm) {
        line(
                "jvm",
                "heap " + used(jvm.heapUsedBytes(), jvm.heapMaxBytes(), OptionalDouble.empty())
                        + (jvm.heapAfterGcBytes().isPresent()
                                ? ", " + bytes(jvm.heapAfterGcBytes().getAsLong()) + " after the last collection"
                                : ""));
        more("direct buffers " + bytes(jvm.directUsedBytes().orElse(0)) + " of "
                + (jvm.directLimitBytes().isPresent()
                        ? bytes(jvm.directLimitBytes().getAsLong())
                        : "unknown")
                + ", mapped " + bytes(jvm.mappedUsedBytes().orElse(0)) + ", metaspace "
                + bytes(jvm.metaspaceUsedBytes().orElse(0)));
        more("this command's own; a running application's is what its agent samples");
    }

    private void judged(ResourceSnapshot taken) {
        for (MemoryReading reading : taken.judged()) {
            boolean over = reading.usedPercent() > thresholdPercent;
            line(
                    "judged",
                    reading.kind().jsonName() + (reading.device() == null ? "" : " " + reading.device()) + " "
                            + percent(reading.usedPercent()) + (over ? ", OVER" : ", under") + " the threshold of "
                            + percent(thresholdPercent));
        }
        if (taken.judged().isEmpty()) {
            line("judged", "nothing: what memory.check asks for is unavailable");
        }
    }

    private void pressure(Optional<PressureReading> pressure) {
        pressure.ifPresent(found -> more("memory pressure in 10 s: some " + percent(found.someAvg10Percent())
                + ", full " + percent(found.fullAvg10Percent())));
    }

    private void line(String title, String text) {
        out.println(title + " ".repeat(Math.max(1, 13 - title.length())) + text);
    }

    private void more(String text) {
        line("", text);
    }

    private static long notFree(GpuReading gpu) {
        return gpu.totalBytes().orElse(0) - gpu.freeBytes().orElse(0);
    }

    private static String used(long usedBytes, long totalBytes, OptionalDouble percent) {
        return bytes(usedBytes) + " of " + bytes(totalBytes) + " used"
                + (percent.isPresent() ? " (" + percent(percent.getAsDouble()) + ")" : "");
    }

    private static String amount(String name, OptionalDouble value, String unit) {
        return value.isEmpty() ? "" : String.format(Locale.ROOT, ", %s %.1f%s", name, value.getAsDouble(), unit);
    }

    private static String count(String name, OptionalLong value) {
        return value.isEmpty() ? "" : ", " + name + " " + value.getAsLong() + " times";
    }

    private static OptionalDouble watts(OptionalLong milliwatts) {
        return milliwatts.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(milliwatts.getAsLong() / 1000.0);
    }

    private static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f%%", percent);
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
