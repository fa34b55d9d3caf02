package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of learned detection whatever an application does, on traffic that is made at random by a seed. */
class AnomalyPropertyTest {
    private static final List<String> ALL =
            List.of("latency", "errors", "throughput", "silence", "first-chunk", "tokens", "memory");
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final int PHASES = 12;

    private final FakeTime time = new FakeTime();
    private final List<Alert> alerts = new ArrayList<>();
    private final Set<String> called = new HashSet<>();
    private final List<MemoryReading> memory = new ArrayList<>();
    private long begunNanos;

    static List<Long> seeds() {
        return new Random(31).longs(100).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayOnlyWhatHasFiguresAndCallsWhateverComes(long seed) {
        Random random = new Random(seed);
        CallRecorder recorder = CallRecorder.create(time, 2);
        Detector detector = detector(recorder);
        begunNanos = time.nanoTime();
        for (int phase = 0; phase < PHASES; phase++) {
            play(random, recorder, detector);
            if (random.nextInt(4) == 0) {
                disturb(random, detector);
            }
        }

        assertThat(detector.failures()).isZero();
        assertThat(detector.expected())
                .allSatisfy(
                        one -> assertThat(one.expectation().value()).isFinite().isNotNegative());
        alerts.forEach(this::assertSound);
        assertThat(detector.conditions().stream()
                        .filter(one -> one.type() == AlertType.ANOMALY)
                        .map(one -> one.labels()))
                .doesNotHaveDuplicates();
    }

    private void assertSound(Alert alert) {
        for (Map.Entry<String, Object> figure : alert.metadata().entrySet()) {
            if (figure.getValue() instanceof Double number) {
                assertThat(number).as(figure.getKey()).isFinite().isNotNegative();
            }
        }
        assertThat(alert.message()).doesNotContain("NaN").doesNotContain("Infinity");
        if (alert.metadata().get("operation") instanceof String operation) {
            assertThat(called).as("operations that had calls").contains(operation);
            assertThat(((Number) alert.metadata().get("learned_seconds")).doubleValue())
                    .isGreaterThanOrEqualTo(WARM_UP.toSeconds());
        }
    }

    /** Some minutes of calls of some operations, with one rate, one median and one share of failures. */
    private void play(Random random, CallRecorder recorder, Detector detector) {
        int operations = 1 + random.nextInt(3);
        double aSecond = Math.exp(random.nextDouble() * 6 - 2);
        double medianNanos = Math.exp(random.nextDouble() * 30);
        double spread = random.nextInt(3);
        double failing = random.nextInt(3) == 0 ? random.nextDouble() : 0;
        int seconds = random.nextInt(300);
        double due = 0;
        for (int second = 0; second < seconds; second++) {
            time.advance(Duration.ofMillis(500 + random.nextInt(1_000)));
            due += random.nextInt(10) == 0 ? 5 * aSecond : aSecond;
            for (; due >= 1; due--) {
                String operation = "op" + random.nextInt(operations);
                called.add(operation);
                double took = medianNanos * Math.exp(random.nextGaussian() * spread);
                call(recorder, operation, (long) Math.min(took, 1e18), random.nextDouble() < failing);
            }
            read(random);
            detector.tick();
        }
    }

    private void read(Random random) {
        memory.clear();
        double percent = random.nextInt(20) == 0 ? Double.NaN : random.nextDouble() * 120 - 10;
        memory.add(new MemoryReading(MemoryKind.HEAP, null, null, percent, OptionalDouble.empty(), time.nanoTime()));
    }

    /** What is not the application's doing. */
    private void disturb(Random random, Detector detector) {
        switch (random.nextInt(5)) {
            case 0 -> time.advance(Duration.ofMinutes(random.nextInt(600)));
            case 1 -> time.jumpWall(Duration.ofMinutes(random.nextInt(600)));
            case 2 -> detector.watchChanged();
            case 3 -> detector.replaceSettings(settings());
            default -> assertThat(detector.remember()).isNotNull();
        }
    }

    private void call(CallRecorder recorder, String operation, long tookNanos, boolean fails) {
        int id = recorder.operation(OperationSpec.of(operation, "client"));
        long end = time.nanoTime();
        recorder.started(id, end - tookNanos);
        recorder.ended(id, end - tookNanos, end, fails ? new IllegalStateException() : null);
    }

    private DetectionSettings settings() {
        TestSettings settings = new TestSettings();
        settings.latencyMillis = 1e15;
        settings.errorRate = 1;
        settings.layerThroughput = OptionalDouble.empty();
        settings.learned = ALL;
        settings.stated = new StatedSettings(List.of(), List.of(), Duration.ZERO, true, true, 10, WARM_UP);
        return settings.build();
    }

    private Detector detector(CallRecorder recorder) {
        Detector detector = new Detector(
                recorder,
                settings(),
                time,
                time,
                () -> List.copyOf(memory),
                (start, end) -> OptionalDouble.empty(),
                operation -> List.of(),
                this::take);
        detector.restore(PolicyMemory.NONE);
        return detector;
    }

    private void take(Notice notice) {
        Alert alert = notice.alert();
        if (notice.kind() == NoticeKind.NOTIFICATION
                && alert.type() == AlertType.ANOMALY
                && alert.status() == AlertStatus.FIRING) {
            assertThat(time.nanoTime() - begunNanos).as("age").isGreaterThanOrEqualTo(WARM_UP.toNanos());
            alerts.add(alert);
        }
    }
}
