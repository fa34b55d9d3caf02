package io.nightjar.benchmark.record;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.detect.AnomalyDetector;
import io.nightjar.detect.CauseSettings;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.Detector;
import io.nightjar.detect.DetectorConfig;
import io.nightjar.detect.OperationLimits;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.StatedSettings;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.notify.Flapping;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.RateLimit;
import io.nightjar.notify.Route;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSnapshot;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The library's checks, and the agent's tick over 100 operations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class DetectBenchmark {
    private static final int OPERATIONS = 100;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final AnomalyDetector library = AnomalyDetector.create(
            DetectorConfig.builder().latencyThresholdMillis(500).build());
    private long nowNanos;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos);
    private Detector agent;
    private Detector quietAgent;
    private double quickMillis = 12.5;
    private double slowMillis = 812.4;

    @Setup
    public void start() throws InterruptedException {
        for (int i = 0; i < OPERATIONS; i++) {
            recorder.operation(OperationSpec.of("operation" + i, "engine"));
        }
        for (int thread = 0; thread < 4; thread++) {
            Thread caller = new Thread(this::call);
            caller.start();
            caller.join();
        }
        agent = detector(OptionalDouble.of(1));
        quietAgent = detector(OptionalDouble.empty());
        library.checkLatency("operation", slowMillis);
    }

    @Benchmark
    public Optional<Alert> checkLatencyUnderThreshold() {
        return library.checkLatency("operation", quickMillis);
    }

    @Benchmark
    public Optional<Alert> checkLatencyRateLimited() {
        return library.checkLatency("operation", slowMillis);
    }

    @Benchmark
    public long clockAlone() {
        return System.nanoTime();
    }

    @Benchmark
    public List<OperationSnapshot> snapshotOfHundredOperations() {
        return recorder.snapshots();
    }

    /** All of them fire: none is called any more. */
    @Benchmark
    public long tickOverHundredOperations() {
        nowNanos += SECOND_NANOS;
        return agent.tick();
    }

    /** As {@link #tickOverHundredOperations}, where none of them fires. */
    @Benchmark
    public long quietTickOverHundredOperations() {
        nowNanos += SECOND_NANOS;
        return quietAgent.tick();
    }

    private Detector detector(OptionalDouble throughputThresholdPerSecond) {
        return new Detector(
                recorder,
                settings(throughputThresholdPerSecond),
                () -> nowNanos,
                InstantSource.system(),
                List::of,
                (from, to) -> OptionalDouble.empty(),
                operation -> List.of(),
                new Nobody());
    }

    private void call() {
        for (int i = 0; i < OPERATIONS * 100; i++) {
            recorder.started(i % OPERATIONS, 0);
            recorder.ended(i % OPERATIONS, 0, 1_000L * i, i % 50 == 0 ? new IllegalStateException() : null);
        }
    }

    private static DetectionSettings settings(OptionalDouble throughputThresholdPerSecond) {
        OperationLimits limits = new OperationLimits(
                1_000,
                10_000,
                0.05,
                10,
                List.of(),
                throughputThresholdPerSecond,
                ThroughputArm.REACHED,
                SeverityBands.RATIO_DEFAULT,
                Duration.ofSeconds(60));
        return new DetectionSettings(
                spec -> limits,
                limits,
                90,
                SeverityBands.MEMORY_DEFAULT,
                new NotificationSettings(
                        RateLimit.of(Duration.ofSeconds(300), false, false),
                        1_000,
                        List.of(
                                Route.everything(Route.LOG, NoticeKind.NOTIFICATION),
                                Route.everything("alertmanager", NoticeKind.CONDITION)),
                        List.of(),
                        Flapping.OFF),
                Duration.ofSeconds(60),
                Duration.ZERO,
                StatedSettings.NONE,
                CauseSettings.DEFAULT,
                Map.of("service", "benchmark"));
    }

    private static final class Nobody implements AlertListener {
        @Override
        public void onNotice(Notice notice) {}
    }
}
