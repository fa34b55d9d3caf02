package io.nightjar.export.metric;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sink.AlertDispatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The parts of an agent whose metrics are read, at a time that passes only with its calls. */
public final class SeenAgent {
    private static final long MILLI = 1_000_000L;

    final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private long nowNanos = 1_000 * MILLI;
    private final InstantSource wallClock = () -> Instant.EPOCH.plusNanos(nowNanos);
    private final NightjarConfig config;
    final CallRecorder recorder = CallRecorder.create(() -> nowNanos, 2);
    final AlertDispatcher dispatcher;
    final Detector detector;
    final List<MemoryReading> memory = new ArrayList<>();

    @Nullable
    ResourceSnapshot snapshot;

    private final AgentMetrics metrics;

    public SeenAgent() {
        ConfigResult loaded = ConfigLoader.of(
                        "watch=com.acme.Engine#infer;service=shop;latency.threshold=1s;alerts.to=webhook;"
                                + "webhook.url=http://127.0.0.1:9/x",
                        Map.of(),
                        Map.of(),
                        Path.of(""))
                .load();
        config = ((ConfigResult.Valid) loaded).config();
        dispatcher = AlertDispatcher.create(config.delivery(), log, () -> nowNanos, wallClock);
        detector = new Detector(
                recorder,
                config.detection(),
                () -> nowNanos,
                wallClock,
                List::of,
                (from, to) -> OptionalDouble.empty(),
                operation -> List.of(),
                notice -> {});
        metrics = new AgentMetrics(
                recorder, detector, new MachineMetrics(() -> memory, () -> snapshot), dispatcher, log, () -> nowNanos);
    }

    /** Hands over what is seen now. */
    public void read(MetricSink sink) {
        metrics.read(sink);
    }

    public Map<String, String> constantLabels() {
        return detector.constantLabels();
    }

    public int operation(String name, String layer) {
        return recorder.operation(OperationSpec.of(name, layer));
    }

    /** A call that succeeded, or failed, after a time. */
    public void call(int operation, long millis, @Nullable Throwable thrown, @Nullable CallDetails details) {
        long begunNanos = nowNanos;
        recorder.started(operation, begunNanos);
        nowNanos += millis * MILLI;
        if (details == null) {
            recorder.ended(operation, begunNanos, nowNanos, thrown);
        } else {
            recorder.ended(operation, begunNanos, nowNanos, thrown, details);
        }
    }

    /** Time passes. */
    public void pass(long millis) {
        nowNanos += millis * MILLI;
    }

    /** A stream of two chunks, 20 and 30 ms apart. */
    public void stream(int operation, boolean cancelled, @Nullable CallDetails details) {
        long begunNanos = nowNanos;
        recorder.started(operation, begunNanos);
        recorder.chunk(operation, begunNanos, begunNanos + 20 * MILLI);
        nowNanos += 50 * MILLI;
        recorder.chunk(operation, begunNanos + 20 * MILLI, nowNanos);
        if (details == null) {
            recorder.streamEnded(operation, begunNanos, nowNanos, nowNanos, null, cancelled, 20 * MILLI, 2);
        } else {
            recorder.streamEnded(operation, begunNanos, nowNanos, nowNanos, null, cancelled, details);
        }
    }

    public static CallDetails details(Map<String, String> labels, long inputTokens, long outputTokens) {
        return new CallDetails(
                labels,
                OptionalLong.of(inputTokens),
                OptionalLong.of(outputTokens),
                OptionalLong.of(20 * MILLI),
                OptionalLong.of(2));
    }

    /** Something in every family. */
    public void doEverything() {
        int run = operation("onnxruntime.run", "engine");
        int chat = operation("openai.chat", "client");
        operation("quiet", "custom");
        call(run, 3, null, null);
        call(run, 8, new IOException("x"), null);
        call(run, 4_000, null, null);
        call(chat, 30, null, details(Map.of("model", "gpt", "tenant", "a"), 10, 20));
        stream(chat, false, details(Map.of("model", "gpt", "tenant", "b"), 1, 2));
        stream(chat, true, details(Map.of("model", "mini"), 3, 4));
        recorder.started(run, nowNanos);
        nowNanos += 2_000 * MILLI;
        detector.tick();
        log.failure("test.failed", new IOException("x"));
        memory.add(new MemoryReading(MemoryKind.CONTAINER, null, null, 61.25, OptionalDouble.empty(), nowNanos));
        memory.add(new MemoryReading(MemoryKind.GPU, "GPU-1", "H100", 90, OptionalDouble.empty(), nowNanos));
        snapshot = gpus("GPU-1", 37);
    }

    ResourceSnapshot gpus(String uuid, double utilizationPercent) {
        GpuReading gpu = new GpuReading(
                uuid,
                "H100",
                OptionalInt.of(0),
                Optional.empty(),
                Optional.empty(),
                GpuReading.State.OK,
                false,
                OptionalLong.of(80),
                OptionalLong.of(8),
                OptionalLong.of(72),
                OptionalLong.empty(),
                OptionalDouble.of(utilizationPercent),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of());
        GpuSnapshot gpus =
                new GpuSnapshot("nvml", Optional.empty(), Optional.empty(), List.of(gpu, gpu), nowNanos, false);
        return new ResourceSnapshot(
                nowNanos,
                List.of(gpus),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
