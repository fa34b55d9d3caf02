package io.nightjar.export.metric;

import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.Sampler;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Memory and GPUs, as they were sampled last, where that is not too long ago. Confined to the look's lock. */
final class MachineMetrics {
    private static final String NO_DEVICE = "";
    private static final double PERCENT = 100;

    private final Supplier<List<MemoryReading>> latest;
    private final Supplier<@Nullable ResourceSnapshot> fresh;
    private final Map<MemoryKind, Map<String, Device>> memories = new EnumMap<>(MemoryKind.class);
    private final Map<String, Device> gpus = new HashMap<>();
    private long look;

    MachineMetrics(Sampler sampler) {
        this(sampler::latest, sampler::fresh);
    }

    MachineMetrics(Supplier<List<MemoryReading>> latest, Supplier<@Nullable ResourceSnapshot> fresh) {
        this.latest = latest;
        this.fresh = fresh;
    }

    void addTo(Samples samples) {
        look++;
        samples.of(Metric.MEMORY_USED);
        for (MemoryReading reading : latest.get()) {
            add(samples, memory(reading.kind(), reading.device()), reading.usedPercent());
        }
        samples.of(Metric.GPU_UTILIZATION);
        ResourceSnapshot taken = fresh.get();
        List<GpuSnapshot> snapshots = taken == null ? List.of() : taken.gpus();
        for (GpuSnapshot snapshot : snapshots) {
            for (GpuReading reading : snapshot.devices()) {
                if (!snapshot.stale() && reading.utilizationPercent().isPresent()) {
                    add(
                            samples,
                            gpu(reading.uuid()),
                            reading.utilizationPercent().getAsDouble());
                }
            }
        }
    }

    /** A device that is read in two ways is shown once. */
    private void add(Samples samples, Device device, double percent) {
        if (device.look != look && Double.isFinite(percent)) {
            device.look = look;
            samples.value(device.labels, percent / PERCENT);
        }
    }

    private Device memory(MemoryKind kind, @Nullable String device) {
        Map<String, Device> ofKind = memories.computeIfAbsent(kind, any -> new HashMap<>());
        return ofKind.computeIfAbsent(device == null ? NO_DEVICE : device, name -> {
            String shown = LabelText.of(name);
            return new Device(
                    name.isEmpty()
                            ? LabelText.labels("memory_type", kind.jsonName())
                            : LabelText.labels("memory_type", kind.jsonName(), "device", shown));
        });
    }

    private Device gpu(String uuid) {
        return gpus.computeIfAbsent(uuid, name -> new Device(LabelText.labels("device", LabelText.of(name))));
    }

    /** What one device is shown as. */
    private static final class Device {
        final MetricLabels labels;
        long look;

        Device(MetricLabels labels) {
            this.labels = labels;
        }
    }
}
