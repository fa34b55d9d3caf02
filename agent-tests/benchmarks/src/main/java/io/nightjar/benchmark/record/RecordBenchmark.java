package io.nightjar.benchmark.record;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.NanoClock;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One call recorded by one thread: the two readings of the clock that every recorder needs, and what it does with them.
 * What a recorder costs is its figure less that of {@link #clockAlone}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Threads(1)
public class RecordBenchmark {
    private static final double NANOS_PER_SECOND = 1e9;

    private final CallRecorder nightjar = CallRecorder.create(NanoClock.SYSTEM);
    private final int operation = nightjar.operation(OperationSpec.of("Engine.infer", "engine"));
    private final Recorder hdrHistogram = new Recorder(1, 3_600_000_000_000L, 2);
    private final Timer micrometer = Timer.builder("infer").register(new SimpleMeterRegistry());
    private final Timer micrometerWithPercentiles =
            Timer.builder("infer").publishPercentiles(0.5, 0.95, 0.99).register(new SimpleMeterRegistry());
    private final Histogram prometheusClassic =
            Histogram.builder().name("infer_classic_seconds").classicOnly().build();
    private final Histogram prometheusNative =
            Histogram.builder().name("infer_native_seconds").nativeOnly().build();
    private LongHistogram openTelemetry;

    @Setup
    public void start() {
        openTelemetry = SdkMeterProvider.builder()
                .registerMetricReader(new KeepingReader())
                .build()
                .get("benchmark")
                .histogramBuilder("infer")
                .ofLongs()
                .build();
    }

    @Benchmark
    public long clockAlone() {
        long startNanos = System.nanoTime();
        return System.nanoTime() - startNanos;
    }

    /** The whole job: start, in flight, duration, threshold, as woven calls do it. */
    @Benchmark
    public void nightjar() {
        long startNanos = nightjar.start(operation);
        nightjar.end(operation, startNanos, null);
    }

    /** The same where the caller reads the clock. */
    @Benchmark
    public void nightjarByGivenTimes() {
        long startNanos = System.nanoTime();
        nightjar.started(operation, startNanos);
        nightjar.ended(operation, startNanos, System.nanoTime(), null);
    }

    @Benchmark
    public void hdrHistogramRecorder() {
        long startNanos = System.nanoTime();
        hdrHistogram.recordValue(System.nanoTime() - startNanos);
    }

    @Benchmark
    public void micrometerTimerWithPercentiles() {
        long startNanos = System.nanoTime();
        micrometerWithPercentiles.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    /** Count, sum and maximum alone. */
    @Benchmark
    public void micrometerTimer() {
        long startNanos = System.nanoTime();
        micrometer.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    @Benchmark
    public void prometheusClassicHistogram() {
        long startNanos = System.nanoTime();
        prometheusClassic.observe((System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    }

    @Benchmark
    public void prometheusNativeHistogram() {
        long startNanos = System.nanoTime();
        prometheusNative.observe((System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    }

    @Benchmark
    public void openTelemetryHistogram() {
        long startNanos = System.nanoTime();
        openTelemetry.record(System.nanoTime() - startNanos);
    }
}
