package io.nightjar.console;

import io.nightjar.console.history.Histories;
import io.nightjar.console.history.Points;
import io.nightjar.detect.MemoryReading;
import io.nightjar.record.CallRecorder;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.Sampler;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.time.NanoClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of the agent in this process; to be fed once a second. Thread-safe. */
public final class AgentSeries implements SeriesSource {
    private static final String MEMORY = "memory.";
    private static final String GPU = "gpu.";

    private final Histories histories;
    private final Sampler sampler;
    private final NanoClock clock;
    private final InstantSource wallClock;

    public AgentSeries(CallRecorder recorder, Sampler sampler, NanoClock clock, InstantSource wallClock) {
        this.histories = new Histories(recorder);
        this.sampler = sampler;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** Takes in what the last second brought. */
    public void feed() {
        histories.sample(clock.nanoTime(), wallClock.millis());
        for (MemoryReading reading : sampler.latest()) {
            histories.gauge(MEMORY + reading.kind().jsonName(), reading.usedPercent());
        }
        ResourceSnapshot snapshot = sampler.snapshot().orElse(null);
        if (snapshot == null) {
            return;
        }
        for (GpuSnapshot gpus : snapshot.gpus()) {
            for (GpuReading device : gpus.devices()) {
                if (device.utilizationPercent().isPresent() && !gpus.stale()) {
                    histories.gauge(
                            GPU + device.uuid(), device.utilizationPercent().getAsDouble());
                }
            }
        }
    }

    @Override
    public @Nullable Series series(@Nullable String operation, String figure, long fromMillis, long toMillis) {
        Points points = histories.points(operation, figure, fromMillis, toMillis);
        if (points == null) {
            return null;
        }
        List<List<@Nullable Object>> list = new ArrayList<>(points.values().length);
        for (int i = 0; i < points.values().length; i++) {
            List<@Nullable Object> point = new ArrayList<>(2);
            point.add(points.firstMillis() + i * points.stepSeconds() * 1_000L);
            point.add(value(points.values()[i], figure.equals(Histories.HEAT)));
            list.add(point);
        }
        return new Series(points.stepSeconds(), list);
    }

    /** Null where nothing is known. */
    private static @Nullable Object value(float[] values, boolean heat) {
        if (!heat) {
            return Float.isNaN(values[0]) ? null : (Object) rounded(values[0]);
        }
        if (values.length == 0) {
            return null;
        }
        List<Object> counts = new ArrayList<>(values.length);
        for (float count : values) {
            counts.add((long) count);
        }
        return counts;
    }

    /** As many digits as a float has. */
    private static double rounded(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
