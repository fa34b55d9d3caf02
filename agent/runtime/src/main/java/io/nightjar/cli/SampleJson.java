package io.nightjar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One reading for a script: one JSON object whose members are always there, null where a thing is not available. */
final class SampleJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private SampleJson(JsonGenerator json) {
        this.json = json;
    }

    static String write(ResourceSnapshot taken, Instant at, double thresholdPercent) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new SampleJson(json).all(taken, at, thresholdPercent);
        }
        return text.toString();
    }

    private void all(ResourceSnapshot taken, Instant at, double thresholdPercent) throws IOException {
        json.writeStartObject();
        json.writeStringField("timestamp", at.toString());
        array("gpus", taken.gpus(), this::gpus);
        object("container", taken.container(), this::container);
        object("host", taken.host(), this::host);
        object("process", taken.process(), this::process);
        object("jvm", taken.jvm(), this::jvm);
        json.writeNumberField("threshold_percent", thresholdPercent);
        array("judged", taken.judged(), this::judged);
        array("unavailable", taken.unavailable(), this::unavailable);
        json.writeEndObject();
    }

    private void gpus(GpuSnapshot gpus) throws IOException {
        json.writeStringField("source", gpus.source());
        text("library", gpus.library());
        text("driver_version", gpus.driverVersion());
        json.writeBooleanField("stale", gpus.stale());
        array("devices", gpus.devices(), this::gpu);
    }

    private void gpu(GpuReading gpu) throws IOException {
        json.writeStringField("uuid", gpu.uuid());
        json.writeStringField("name", gpu.name());
        number("index", gpu.index().isPresent() ? OptionalLong.of(gpu.index().getAsInt()) : OptionalLong.empty());
        text("pci_bus_id", gpu.pciBusId());
        text("parent_uuid", gpu.parentUuid());
        json.writeStringField("state", gpu.state().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("unified_memory", gpu.unifiedMemory());
        number("memory_total_bytes", gpu.totalBytes());
        number("memory_free_bytes", gpu.freeBytes());
        number("memory_used_bytes", gpu.usedBytes());
        number("memory_reserved_bytes", gpu.reservedBytes());
        number("memory_percent", gpu.usedPercent());
        number("utilization_percent", gpu.utilizationPercent());
        number("memory_bandwidth_percent", gpu.memoryBandwidthPercent());
        number("temperature_celsius", gpu.temperatureCelsius());
        number("power_milliwatts", gpu.powerMilliwatts());
        json.writeArrayFieldStart("clock_reasons");
        for (String reason : gpu.clockReasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        array("processes", gpu.processes(), this::gpuProcess);
    }

    private void gpuProcess(GpuProcess process) throws IOException {
        json.writeNumberField("pid", process.pid());
        number("memory_used_bytes", process.usedBytes());
    }

    private void container(ContainerReading container) throws IOException {
        json.writeStringField("path", container.path());
        json.writeNumberField("cgroup_version", container.version());
        number("limit_bytes", container.limitBytes());
        json.writeNumberField("usage_bytes", container.usageBytes());
        json.writeNumberField("working_set_bytes", container.workingSetBytes());
        number("memory_percent", container.usedPercent());
        number("oom_kills", container.oomKills());
        number("limit_hits", container.limitHits());
        number("throttles", container.throttles());
        object("pressure", container.pressure(), this::pressure);
    }

    private void host(HostReading host) throws IOException {
        json.writeNumberField("total_bytes", host.totalBytes());
        json.writeNumberField("available_bytes", host.availableBytes());
        json.writeNumberField("memory_percent", host.usedPercent());
        number("cpu_percent", host.cpuPercent());
        object("pressure", host.pressure(), this::pressure);
    }

    private void pressure(PressureReading pressure) throws IOException {
        json.writeNumberField("some_avg10_percent", pressure.someAvg10Percent());
        json.writeNumberField("full_avg10_percent", pressure.fullAvg10Percent());
        json.writeNumberField("some_total_micros", pressure.someTotalMicros());
    }

    private void process(ProcessReading process) throws IOException {
        json.writeNumberField("pid", process.pid());
        json.writeNumberField("resident_bytes", process.residentBytes());
        number("cpu_percent", process.cpuPercent());
    }

    private void jvm(JvmReading jvm) throws IOException {
        json.writeNumberField("heap_used_bytes", jvm.heapUsedBytes());
        json.writeNumberField("heap_committed_bytes", jvm.heapCommittedBytes());
        json.writeNumberField("heap_max_bytes", jvm.heapMaxBytes());
        number("heap_after_gc_bytes", jvm.heapAfterGcBytes());
        json.writeNumberField("heap_percent", jvm.heapPercent());
        number("direct_used_bytes", jvm.directUsedBytes());
        number("direct_limit_bytes", jvm.directLimitBytes());
        number("direct_percent", jvm.directPercent());
        number("mapped_used_bytes", jvm.mappedUsedBytes());
        number("metaspace_used_bytes", jvm.metaspaceUsedBytes());
        number("metaspace_max_bytes", jvm.metaspaceMaxBytes());
        json.writeNumberField("gc_pauses", jvm.gcPauses());
        json.writeNumberField("gc_pause_total_ms", jvm.gcPauseTotalMillis());
        number("last_gc_pause_ms", jvm.lastGcPauseMillis());
    }

    private void judged(MemoryReading reading) throws IOException {
        json.writeStringField("memory_type", reading.kind().jsonName());
        text("device", Optional.ofNullable(reading.device()));
        text("device_name", Optional.ofNullable(reading.deviceName()));
        json.writeNumberField("memory_percent", reading.usedPercent());
        number("cpu_percent", reading.cpuPercent());
    }

    private void unavailable(Unavailable missing) throws IOException {
        json.writeStringField("what", missing.what());
        json.writeStringField("why", missing.why());
    }

    private <T> void array(String name, List<T> items, Members<T> members) throws IOException {
        json.writeArrayFieldStart(name);
        for (T item : items) {
            json.writeStartObject();
            members.write(item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private <T> void object(String name, Optional<T> item, Members<T> members) throws IOException {
        if (item.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        members.write(item.get());
        json.writeEndObject();
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value.get());
        }
    }

    private void number(String name, OptionalLong value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value.getAsLong());
        }
    }

    private void number(String name, OptionalDouble value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value.getAsDouble());
        }
    }

    /** Writes the members of an object. */
    private interface Members<T> {
        void write(T item) throws IOException;
    }
}
