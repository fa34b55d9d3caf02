package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.SpanIds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final List<Alert> notifications = new ArrayList<>();
    private final List<Alert> conditions = new ArrayList<>();
    private final TestSettings settings = new TestSettings();
    private List<MemoryReading> memory = List.of();
    private OptionalDouble pauseMillis = OptionalDouble.empty();
    private CallRecorder recorder;
    private Detector detector;
    private int run;

    @Test
    void shouldTellEverySlowCallWhenNothingLimits() {
        settings.rateLimit = Duration.ZERO;
        start();

        call(1_200, null);
        call(1_000, null);
        call(3_000, null);
        detector.tick();

        assertThat(notifications).extracting(Alert::severity).containsExactly(Severity.WARNING, Severity.CRITICAL);
        Alert first = notifications.get(0);
        assertThat(first.message())
                .isEqualTo("Latency threshold exceeded for onnxruntime.run: 1200.00ms (threshold: 1000ms)");
        assertThat(first.metadata().keySet())
                .containsExactly("operation", "latency_ms", "threshold_ms", "excess_ratio", "suppressed");
        assertThat(first.labels())
                .containsExactly(
                        Map.entry("service", "shop"),
                        Map.entry("instance", "host:1"),
                        Map.entry("operation", "onnxruntime.run"));
        assertThat(notifications).extracting(Alert::fingerprint).containsOnly(first.fingerprint());
        assertThat(notifications).extracting(Alert::startsAt).containsOnly(first.startsAt());
        assertThat(notifications).extracting(Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellWhatACallToldWhenItWasSlow() {
        pauseMillis = OptionalDouble.of(37.5);
        start();
        CallDetails details = new CallDetails(
                Map.of("model", "minilm", "tenant", "acme"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(250_000_000),
                OptionalLong.of(12));

        long begin = time.nanoTime();
        recorder.started(run, begin);
        time.advance(Duration.ofSeconds(2));
        recorder.ended(run, begin, time.nanoTime(), null, details);
        detector.tick();

        Alert alert = notifications.get(0);
        assertThat(alert.metadata())
                .containsExactly(
                        Map.entry("operation", "onnxruntime.run"),
                        Map.entry("latency_ms", 2000.0),
                        Map.entry("threshold_ms", 1000.0),
                        Map.entry("excess_ratio", 2.0),
                        Map.entry("gc_pause_ms", 37.5),
                        Map.entry("time_to_first_chunk_ms", 250.0),
                        Map.entry("chunks", 12L),
                        Map.entry("suppressed", 0L));
        assertThat(alert.labels().keySet()).containsExactly("service", "instance", "operation", "model", "tenant");
    }

    @Test
    void shouldEndALatencyConditionWhenItHasBeenQuiet() {
        start();
        call(1_500, null);
        detector.tick();

        ticks(59);
        assertThat(notifications).hasSize(1);
        ticks(3);

        Alert firing = notifications.get(0);
        Alert resolved = notifications.get(1);
        assertThat(resolved.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(resolved.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(resolved.startsAt()).isEqualTo(firing.startsAt());
        assertThat(resolved.endsAt()).isEqualTo(resolved.timestamp());
        assertThat(resolved.id()).isNotEqualTo(firing.id());
        assertThat(resolved.metadata()).doesNotContainKey("reason");
        assertThat(conditions).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
    }

    @Test
    void shouldTellTheErrorRateWhenItBegins() {
        start();
        for (int i = 0; i < 20; i++) {
            call(1, i < 2 ? new IOException() : i < 3 ? new IllegalStateException() : null);
        }
        ticks(2);

        Alert alert = only(AlertType.ERROR_RATE);
        assertThat(alert.message())
                .isEqualTo("Error rate threshold exceeded in onnxruntime.run: 15.00% (threshold: 5.00%)");
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.metadata())
                .containsExactly(
                        Map.entry("component", "onnxruntime.run"),
                        Map.entry("error_rate", 0.15),
                        Map.entry("threshold", 0.05),
                        Map.entry("window_seconds", 60.0),
                        Map.entry("total_requests", 20L),
                        Map.entry("total_errors", 3L),
                        Map.entry("errors", Map.of("java.io.IOException", 2L, "java.lang.IllegalStateException", 1L)),
                        Map.entry("suppressed", 0L));
    }

    @Test
    void shouldShowTheDetailsOfTheCallThatWasSlowOrFailedLast() {
        settings.rateLimit = Duration.ZERO;
        start();
        ended(1_200, null, Map.of("tenant", "blue"));
        for (int i = 0; i < 20; i++) {
            call(1, null);
        }
        ended(1, new IOException(), Map.of("tenant", "red"));
        ended(1, new IOException(), Map.of("tenant", "green"));
        ticks(2);

        assertThat(notifications).extracting(Alert::type).containsExactly(AlertType.LATENCY, AlertType.ERROR_RATE);
        assertThat(notifications)
                .extracting(alert -> alert.metadata().get("details"))
                .containsExactly(Map.of("tenant", "blue"), Map.of("tenant", "green"));
    }

    @Test
    void shouldShowTheSpanOfTheCallThatWasSlowOrFailedLast() {
        settings.rateLimit = Duration.ZERO;
        start();
        String[] span = {"1"};
        List<String> asked = new ArrayList<>();
        recorder.spans(operation -> {
            asked.add(operation);
            return span[0] == null ? null : new SpanIds("trace " + span[0], "span " + span[0]);
        });
        call(1_200, null);
        span[0] = null;
        call(1_300, null);
        for (int i = 0; i < 20; i++) {
            call(1, null);
        }
        for (String each : new String[] {"2", "3"}) {
            span[0] = each;
            call(1, new IOException());
        }
        ticks(2);

        assertThat(asked).hasSize(4).containsOnly("onnxruntime.run");
        assertThat(notifications)
                .extracting(alert -> alert.metadata().get("trace_id") + "/"
                        + alert.metadata().get("span_id"))
                .containsExactly("trace 1/span 1", "null/null", "trace 3/span 3");
        assertThat(notifications.get(1).metadata()).doesNotContainKeys("trace_id", "span_id");
    }

    @Test
    void shouldShowNoDetailsWhenTheCallThatFailedLastHasNone() {
        start();
        for (int i = 0; i < 20; i++) {
            ended(1, new IOException(), Map.of("tenant", "red"));
        }
        call(1, new IOException());
        ticks(2);

        assertThat(only(AlertType.ERROR_RATE).metadata()).doesNotContainKey("details");
    }

    @Test
    void shouldSayNothingWhenThereAreFewerRequestsThanAsked() {
        start();
        for (int i = 0; i < 9; i++) {
            call(1, new IOException());
        }
        ticks(5);

        assertThat(notifications).isEmpty();
    }

    @Test
    void shouldRaiseAgainWhenSeverityRisesOrTheLimitReopens() {
        memory = List.of(heap(92));
        settings.escalation = true;
        start();
        ticks(10);
        assertThat(notifications).extracting(Alert::severity).containsExactly(Severity.WARNING);

        memory = List.of(heap(96));
        ticks(10);
        assertThat(notifications).extracting(Alert::severity).containsExactly(Severity.WARNING, Severity.ERROR);

        ticks(300);
        assertThat(notifications).hasSize(3);
        assertThat(notifications.get(2).metadata()).containsEntry("suppressed", 0L);
        assertThat(notifications)
                .extracting(Alert::startsAt)
                .containsOnly(notifications.get(0).startsAt());
    }

    @Test
    void shouldCountTheRiseWhenTheLimitHoldsItBack() {
        memory = List.of(heap(92));
        start();
        ticks(2);
        memory = List.of(heap(99.5));
        ticks(400);

        assertThat(notifications).hasSize(2);
        assertThat(notifications.get(1).metadata())
                .containsEntry("suppressed", 1L)
                .containsEntry("suppressed_worst", "critical");
        assertThat(conditions).extracting(Alert::severity).containsExactly(Severity.WARNING, Severity.CRITICAL);

        memory = List.of(heap(50));
        ticks(100);
        assertThat(notifications).hasSize(3);
        assertThat(notifications.get(2).status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(notifications.get(2).metadata())
                .containsEntry("suppressed", 0L)
                .doesNotContainKey("suppressed_worst");
    }

    @Test
    void shouldJudgeEachMemoryOnItsOwnWhenThereAreSeveral() {
        memory = List.of(
                heap(91),
                new MemoryReading(MemoryKind.GPU, "GPU-1", "H100", 100, OptionalDouble.of(12), 0),
                new MemoryReading(MemoryKind.GPU, "GPU-2", "H100", 89, OptionalDouble.of(12), 0));
        start();
        ticks(2);

        assertThat(conditions)
                .extracting(Alert::message)
                .containsExactly(
                        "Memory threshold exceeded: 91.0% (threshold: 90%) in heap",
                        "GPU memory threshold exceeded: 100.0% (threshold: 90%)");
        Alert gpu = conditions.get(1);
        assertThat(gpu.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(gpu.metadata()).containsEntry("device", "GPU-1").containsEntry("device_name", "H100");
        assertThat(gpu.labels()).containsEntry("memory_type", "gpu").containsEntry("device", "GPU-1");
        assertThat(notifications).hasSize(1);
    }

    @Test
    void shouldNotifyTheOtherConditionFirstWhenTheLimitReopens() {
        memory = List.of(heap(92), new MemoryReading(MemoryKind.GPU, "GPU-1", "H100", 91, OptionalDouble.empty(), 0));
        start();
        ticks(305);

        assertThat(notifications)
                .extracting(alert -> alert.metadata().get("memory_type"))
                .containsExactly("heap", "gpu");
    }

    @Test
    void shouldWaitWhenAStateHasToLast() {
        settings.pendingFor = Duration.ofSeconds(5);
        start();
        memory = List.of(heap(95));
        ticks(4);
        memory = List.of();
        ticks(1);
        memory = List.of(heap(95));
        ticks(5);
        assertThat(conditions).isEmpty();

        ticks(2);
        assertThat(notifications).hasSize(1);
    }

    @Test
    void shouldFireThroughputOnceWhenTrafficStops() {
        start();
        for (int i = 0; i < 90; i++) {
            call(0, null);
            call(0, null);
            ticks(1);
        }
        assertThat(notifications).isEmpty();

        ticks(1_000);
        Alert alert = only(AlertType.THROUGHPUT);
        assertThat(alert.message())
                .startsWith("Throughput below threshold: 0.9")
                .endsWith("rps (threshold: 1rps)");
        assertThat(alert.labels()).containsEntry("layer", "engine").doesNotContainKey("operation");
        assertThat(conditions.get(conditions.size() - 1).severity()).isEqualTo(Severity.CRITICAL);

        for (int i = 0; i < 200; i++) {
            call(0, null);
            call(0, null);
            ticks(1);
        }
        assertThat(notifications).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);

        ticks(200);
        assertThat(notifications).hasSize(3);
    }

    @Test
    void shouldStayDisarmedWhenTrafficWasNeverThere() {
        start();
        for (int i = 0; i < 300; i++) {
            if (i % 3 == 0) {
                call(0, null);
            }
            ticks(1);
        }

        assertThat(notifications).isEmpty();
    }

    @Test
    void shouldJudgeEveryWholeWindowWhenThroughputIsAlwaysArmed() {
        settings.arm = ThroughputArm.ALWAYS;
        start();

        ticks(58);
        assertThat(notifications).isEmpty();
        ticks(5);

        assertThat(only(AlertType.THROUGHPUT).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldJudgeAnOperationWhenItHasAThresholdOfItsOwn() {
        settings.operationThroughput = OptionalDouble.of(2);
        settings.layerThroughput = OptionalDouble.empty();
        settings.arm = ThroughputArm.ALWAYS;
        start();
        ticks(61);

        Alert alert = only(AlertType.THROUGHPUT);
        assertThat(alert.labels()).containsEntry("operation", "onnxruntime.run").doesNotContainKey("layer");
        assertThat(alert.message()).isEqualTo("Throughput below threshold: 0.00rps (threshold: 2rps)");
    }

    @Test
    void shouldNotCallItATrafficDropWhenCallsAreNoLongerWatched() {
        start();
        for (int i = 0; i < 120; i++) {
            call(0, null);
            call(0, null);
            ticks(1);
        }

        detector.watchChanged();
        ticks(300);
        assertThat(notifications).isEmpty();

        for (int i = 0; i < 120; i++) {
            call(0, null);
            call(0, null);
            ticks(1);
        }
        ticks(61);
        assertThat(notifications)
                .as("a rate that is reached anew is judged again")
                .hasSize(1);
    }

    @Test
    void shouldNotCallAStandStillATrafficDropWhenTheMachineSleeps() {
        start();
        for (int i = 0; i < 120; i++) {
            call(0, null);
            call(0, null);
            ticks(1);
        }

        time.advance(Duration.ofHours(3));
        for (int i = 0; i < 120; i++) {
            call(0, null);
            call(0, null);
            ticks(1);
        }
        assertThat(notifications).isEmpty();

        ticks(61);
        assertThat(notifications).hasSize(1);
    }

    @Test
    void shouldFindAStuckCallWhenItRunsOn() {
        start();
        recorder.started(run, time.nanoTime());
        recorder.started(run, time.nanoTime());
        ticks(10);
        assertThat(notifications).isEmpty();
        ticks(3);

        Alert alert = only(AlertType.STUCK);
        assertThat(alert.metadata().keySet())
                .containsExactly("operation", "running_ms", "threshold_ms", "in_flight", "stack", "suppressed");
        assertThat((double) alert.metadata().get("running_ms")).isBetween(10_000.0, 13_000.0);
        assertThat(alert.metadata())
                .containsEntry("in_flight", 2L)
                .containsEntry("stack", List.of("com.acme.Engine.infer(Engine.java:12)"));
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.message()).startsWith("Stuck call in onnxruntime.run: running for 1");

        ticks(30);
        assertThat(conditions)
                .extracting(Alert::severity)
                .containsExactly(Severity.WARNING, Severity.ERROR, Severity.CRITICAL);
    }

    /** Each reading of the clock stands for the memory that an alert, a state or an end needs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldTellBeginningAndEndWhenMemoryRanOutInBetween(int times) {
        memory = List.of(heap(95));
        settings.rateLimit = Duration.ofMinutes(5);
        start();
        time.runOutOfMemory(times);
        poorTicks(6);
        assertThat(notifications).extracting(Alert::status).containsExactly(AlertStatus.FIRING);
        assertThat(conditions).extracting(Alert::status).containsExactly(AlertStatus.FIRING);

        memory = List.of(heap(10));
        ticks(55);
        time.runOutOfMemory(times);
        poorTicks(15);
        assertThat(notifications).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
        assertThat(conditions).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
    }

    @Test
    void shouldTellTheNextSlowCallWhenThereWasNoMemoryForTheFirst() {
        start();
        time.runOutOfMemory(1);
        call(1_500, null);
        poorTicks(1);
        call(1_600, null);
        detector.tick();

        assertThat(notifications)
                .extracting(alert -> alert.metadata().get("latency_ms"))
                .containsExactly(1_600.0);
        assertThat(conditions).hasSize(1);
    }

    private void poorTicks(int seconds) {
        for (int i = 0; i < seconds; i++) {
            try {
                ticks(1);
            } catch (OutOfMemoryError expected) {
                assertThat(expected).hasMessage("made by a test");
            }
        }
    }

    @Test
    void shouldEndEverythingWhenStopped() {
        memory = List.of(heap(95));
        start();
        ticks(2);
        detector.stop();
        call(5_000, null);
        ticks(5);

        assertThat(notifications).hasSize(2);
        Alert resolved = notifications.get(1);
        assertThat(resolved.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(resolved.metadata()).containsEntry("reason", "exit");
        assertThat(detector.alertHistory(null, 10))
                .extracting(AlertRecord::alert)
                .isEqualTo(notifications);
    }

    @Test
    void shouldNotTellTheEndWhenTheBeginningWasHeldBack() {
        start();
        call(1_500, null);
        detector.tick();
        int other = recorder.operation(OperationSpec.of("chat", "client"));
        recorder.started(other, time.nanoTime() - 2_000_000_000L);
        recorder.ended(other, time.nanoTime() - 2_000_000_000L, time.nanoTime(), null);
        ticks(70);

        assertThat(notifications)
                .extracting(alert -> alert.labels().get("operation"))
                .containsOnly("onnxruntime.run");
        assertThat(conditions).hasSize(4);
    }

    @Test
    void shouldAccountForEverySlowCallWhenTheyComeInFloods() {
        start();
        for (int i = 0; i < 5_000; i++) {
            call(i == 700 ? 9_000 : 1_500, null);
            if (i % 1_300 == 0) {
                detector.tick();
            }
        }
        time.advance(Duration.ofSeconds(301));
        while (detector.tick() == 0) {
            assertThat(recorder.hasSlowCalls()).isTrue();
        }
        time.advance(Duration.ofSeconds(301));
        call(1_500, null);
        detector.tick();

        List<Alert> latency = notifications.stream()
                .filter(alert -> alert.type() == AlertType.LATENCY && alert.status() == AlertStatus.FIRING)
                .toList();
        assertThat(latency.stream()
                        .mapToLong(alert -> 1 + (long) alert.metadata().get("suppressed"))
                        .sum())
                .isEqualTo(5_001);
        assertThat(latency)
                .extracting(alert -> alert.metadata().get("suppressed_worst"))
                .contains("critical");
    }

    @Test
    void shouldFollowNewThresholdsWhenSettingsAreReplaced() {
        start();
        call(500, null);
        detector.tick();
        assertThat(notifications).isEmpty();

        settings.latencyMillis = 100;
        settings.historySize = 5;
        detector.replaceSettings(settings.build());
        call(500, null);
        detector.tick();

        assertThat(only(AlertType.LATENCY).metadata()).containsEntry("threshold_ms", 100.0);
    }

    @Test
    void shouldNeitherLoseNorInventWhenTheWallClockJumps() {
        memory = List.of(heap(95));
        start();
        ticks(5);
        Instant began = notifications.get(0).startsAt();

        time.jumpWall(Duration.ofDays(-2));
        ticks(5);
        time.jumpWall(Duration.ofDays(9));
        ticks(5);
        assertThat(notifications).hasSize(1);

        time.jumpWall(Duration.ofDays(-20));
        memory = List.of();
        ticks(65);
        Alert resolved = notifications.get(1);
        assertThat(resolved.startsAt()).isEqualTo(began);
        assertThat(resolved.endsAt()).isAfterOrEqualTo(resolved.startsAt());
    }

    @Test
    void shouldCountAndGoOnWhenTheListenerOrASourceThrows() {
        List<String> failures = new ArrayList<>();
        recorder = CallRecorder.create(time, 2);
        run = recorder.operation(OperationSpec.of("onnxruntime.run", "engine"));
        AlertListener broken = notice -> {
            if (notice.kind() == NoticeKind.NOTIFICATION) {
                throw new IllegalStateException();
            }
            conditions.add(notice.alert());
        };
        detector = new Detector(
                recorder,
                settings.build(),
                time,
                time,
                () -> {
                    throw new IllegalStateException();
                },
                (start, end) -> OptionalDouble.empty(),
                operation -> List.of(),
                broken);
        detector.onFailure((name, thrown) -> failures.add(name));

        call(2_000, null);
        ticks(1);

        assertThat(failures).containsExactly("detect.listener", "detect.memory");
        assertThat(detector.failures()).isEqualTo(2);
        assertThat(conditions).hasSize(1);
    }

    @Test
    void shouldCloseWithFiguresWhenAsked() {
        start();
        call(2_000, null);
        call(3, new IOException());
        detector.tick();

        OperationSummary summary = detector.summaries().get(0);

        assertThat(summary.operation().calls()).isEqualTo(2);
        assertThat(summary.operation().errors()).isEqualTo(1);
        assertThat(summary.alertsSent()).isEqualTo(1);
    }

    @Test
    void shouldParkShorterWhenThresholdsAreShort() {
        settings.window = Duration.ofSeconds(2);
        start();
        ticks(1);

        assertThat(detector.tick()).isLessThanOrEqualTo(200_000_000L);
    }

    private Alert only(AlertType type) {
        assertThat(notifications).extracting(Alert::type).containsExactly(type);
        return notifications.get(0);
    }

    private void ticks(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.advance(SECOND);
            detector.tick();
        }
    }

    private void call(long millis, Throwable thrown) {
        long begin = time.nanoTime();
        recorder.started(run, begin);
        recorder.ended(run, begin, begin + millis * 1_000_000, thrown);
    }

    private void ended(long millis, Throwable thrown, Map<String, String> details) {
        long begin = time.nanoTime();
        recorder.started(run, begin);
        recorder.ended(run, begin, begin + millis * 1_000_000, thrown, CallDetails.NONE.with(details));
    }

    private static MemoryReading heap(double percent) {
        return new MemoryReading(MemoryKind.HEAP, null, null, percent, OptionalDouble.empty(), 0);
    }

    private void start() {
        recorder = CallRecorder.create(time, 2);
        run = recorder.operation(OperationSpec.of("onnxruntime.run", "engine"));
        detector = new Detector(
                recorder,
                settings.build(),
                time,
                time,
                () -> memory,
                (start, end) -> pauseMillis,
                operation -> List.of("com.acme.Engine.infer(Engine.java:12)"),
                notice -> (notice.kind() == NoticeKind.NOTIFICATION ? notifications : conditions).add(notice.alert()));
    }
}
