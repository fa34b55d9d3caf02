package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.learn.Learned;
import io.nightjar.learn.Signal;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomalyRuleTest {
    private static final List<String> ALL =
            List.of("latency", "errors", "throughput", "silence", "first-chunk", "tokens", "memory");

    private final FakeTime time = new FakeTime();
    private final Random random = new Random(20);
    private final List<Alert> alerts = new ArrayList<>();
    private CallRecorder recorder = CallRecorder.create(time, 2);
    private double latencyThreshold = 60_000;
    private double errorThreshold = 1;
    private boolean learns = true;
    private Duration warmUp = Duration.ofMinutes(10);
    private Detector detector = detector();

    @Test
    void shouldSayOnceThatCallsTakeTwiceAsLongWhenNoThresholdIsCrossed() {
        calls(1_200, 300, 0.002, "chat");
        calls(600, 600, 0.002, "chat");

        assertThat(anomalies()).hasSize(1);
        Alert alert = anomalies().get(0);
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.message())
                .matches(
                        "Unusual latency in chat: [56]\\d\\d\\.\\d\\dms instead of [23]\\d\\d\\.\\d\\dms, (1\\.[6-9]|2\\.[0-2])x");
        assertThat(alert.metadata().keySet())
                .containsExactly(
                        "signal",
                        "operation",
                        "memory_type",
                        "device",
                        "value",
                        "expected",
                        "ratio",
                        "unit",
                        "direction",
                        "calls",
                        "learned_seconds",
                        "suppressed");
        assertThat(alert.metadata())
                .containsEntry("signal", "latency")
                .containsEntry("operation", "chat")
                .containsEntry("memory_type", null)
                .containsEntry("unit", "ms")
                .containsEntry("direction", "up");
        assertThat(alert.labels()).containsEntry("operation", "chat").containsEntry("signal", "latency");
    }

    @Test
    void shouldSayNothingWhenNothingChangesOrInTheFirstTenMinutes() {
        calls(300, 300, 0.01, "chat");
        calls(290, 900, 0.5, "chat");
        calls(3_600, 300, 0.01, "chat");

        assertThat(anomalies()).isEmpty();
    }

    @Test
    void shouldSayThatTrafficStopsAsSilenceAlone() {
        calls(1_200, 300, 0, "chat");
        calls(600, 0, 0);

        assertThat(anomalies()).hasSize(1);
        assertThat(anomalies().get(0).metadata())
                .containsEntry("signal", "silence")
                .containsEntry("direction", "down");
        assertThat(anomalies().get(0).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void shouldHoldBackWhatFollowsFromFailuresWhenTheyAreSaid() {
        calls(1_200, 300, 0.005, "chat");
        calls(400, 900, 0.4, "chat");

        assertThat(anomalies())
                .extracting(alert -> alert.metadata().get("signal"))
                .doesNotHaveDuplicates();
        assertThat(open()).hasSize(1);
        assertThat(open().get(0)).isEqualTo("errors");
    }

    @Test
    void shouldSayNothingWhileAThresholdAlertOfTheSameIsOpen() {
        errorThreshold = 0.05;
        latencyThreshold = 700;
        restart();
        calls(1_200, 300, 0.001, "chat");
        calls(600, 900, 0.3, "chat");

        assertThat(alerts).extracting(Alert::type).contains(AlertType.ERROR_RATE, AlertType.LATENCY);
        assertThat(detector.expected())
                .filteredOn(one -> one.deviation() != null)
                .isNotEmpty();
        List<Expected> late = detector.expected();
        assertThat(late)
                .filteredOn(one -> one.deviation() != null && one.expectation().signal() == Signal.LATENCY)
                .allSatisfy(one -> assertThat(one.heldBy()).isNotNull());
        assertThat(anomalies()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void shouldSayOneCauseOnceWhenAnOuterOperationOnlyCallsTheInnerOne() {
        nested(1_200, 200);
        nested(300, 500);

        assertThat(anomalies()).hasSize(1);
        assertThat(anomalies().get(0).metadata()).containsEntry("signal", "latency");
        assertThat(detector.expected())
                .filteredOn(one -> one.heldBy() != null)
                .anySatisfy(one -> assertThat(one.heldBy()).startsWith("anomaly latency in "));
    }

    @Test
    void shouldSayNothingOfAMachineThatStoodStillOrOfOtherCallsThatAreWatched() {
        calls(1_500, 300, 0, "chat");
        time.advance(Duration.ofHours(3));
        calls(300, 300, 0, "chat");
        detector.watchChanged();
        calls(60, 900, 0, "chat");
        calls(600, 300, 0, "chat");
        detector.replaceSettings(settings());
        calls(600, 300, 0, "chat");

        assertThat(anomalies()).isEmpty();
    }

    @Test
    void shouldGoOnFromWhatAnEarlierProcessLearned() {
        detector.restore(PolicyMemory.NONE);
        calls(3_000, 300, 0, "chat");
        detector.stop();
        PolicyMemory memory = detector.remember();
        assertThat(memory.learned()).extracting(one -> one.name()).contains("chat");

        alerts.clear();
        restart();
        detector.restore(memory);
        calls(700, 300, 0, "chat");
        Expected expected = latency();
        assertThat(expected.expectation().learnedSeconds()).isGreaterThan(3_000);
        calls(100, 600, 0, "chat");

        assertThat(anomalies()).hasSize(1);
    }

    @Test
    void shouldRememberWhatHasNotComeYetAndForgetWhatComesNoMore() {
        detector.stop();
        restart();
        Instant now = time.instant();
        detector.restore(PolicyMemory.NONE.with(
                List.of(),
                List.of(
                        new Learned(Learned.Subject.OPERATION, "later", now, "1 2 3"),
                        new Learned(Learned.Subject.OPERATION, "gone", now.minus(Duration.ofDays(31)), "1 2 3"))));
        calls(1_300, 300, 0, "chat");
        detector.stop();

        assertThat(detector.remember().learned()).extracting(one -> one.name()).contains("chat", "later");
        assertThat(detector.remember().learned()).extracting(one -> one.name()).doesNotContain("gone");
    }

    @Test
    void shouldCountWhatItCannotReadOfAnEarlierProcess() {
        detector.restore(PolicyMemory.NONE.with(
                List.of(), List.of(new Learned(Learned.Subject.OPERATION, "chat", time.instant(), "nonsense"))));
        calls(60, 300, 0, "chat");

        assertThat(detector.failures()).isOne();
    }

    @Test
    void shouldLearnNothingWhenItIsSwitchedOff() {
        learns = false;
        restart();
        calls(1_200, 300, 0, "chat");
        calls(300, 900, 0, "chat");

        assertThat(anomalies()).isEmpty();
        assertThat(detector.expected()).isEmpty();
        detector.stop();
        assertThat(detector.remember().learned()).isEmpty();
    }

    @Test
    void shouldSpeakInTheFirstMinutesWhenTheWarmUpIsShorter() {
        warmUp = Duration.ofMinutes(4);
        restart();
        calls(300, 300, 0, "chat");
        calls(120, 700, 0, "chat");

        assertThat(anomalies()).hasSize(1);
    }

    @Test
    void shouldCountHoursOfTheWeekFromMonday() {
        assertThat(AnomalyRule.hourOfWeek(Instant.parse("2026-11-23T00:00:00Z").toEpochMilli()))
                .isZero();
        assertThat(AnomalyRule.hourOfWeek(Instant.parse("2026-11-29T23:59:59Z").toEpochMilli()))
                .isEqualTo(167);
        assertThat(AnomalyRule.hourOfWeek(-1)).isEqualTo(3 * 24 - 1);
    }

    /** Ten calls a second of each operation; none without a name. */
    private void calls(int seconds, double medianMillis, double failures, String... operations) {
        for (int i = 0; i < seconds * 10; i++) {
            time.advance(Duration.ofMillis(100));
            for (String operation : operations) {
                long took = (long) (medianMillis * 1e6 * Math.exp(random.nextGaussian() * 0.5));
                Throwable thrown = random.nextDouble() < failures ? new IllegalStateException() : null;
                call(OperationSpec.of(operation, "client"), took, thrown);
            }
            if (i % 10 == 9) {
                detector.tick();
            }
        }
    }

    private void nested(int seconds, double medianMillis) {
        for (int i = 0; i < seconds * 10; i++) {
            time.advance(Duration.ofMillis(100));
            long took = (long) (medianMillis * 1e6 * Math.exp(random.nextGaussian() * 0.5));
            call(OperationSpec.of("onnx.run", "engine"), took, null);
            call(OperationSpec.of("agent.ask", "orchestration"), took + 60_000_000, null);
            if (i % 10 == 9) {
                detector.tick();
            }
        }
    }

    private void call(OperationSpec spec, long tookNanos, Throwable thrown) {
        int id = recorder.operation(spec);
        long end = time.nanoTime();
        recorder.started(id, end - tookNanos);
        recorder.ended(id, end - tookNanos, end, thrown);
    }

    private Expected latency() {
        return detector.expected().stream()
                .filter(one -> one.expectation().signal() == Signal.LATENCY)
                .findFirst()
                .orElseThrow();
    }

    private List<String> open() {
        return detector.conditions().stream()
                .filter(one -> one.type() == AlertType.ANOMALY)
                .map(one -> one.labels().get("signal"))
                .toList();
    }

    private List<Alert> anomalies() {
        return alerts.stream()
                .filter(alert -> alert.type() == AlertType.ANOMALY && alert.status() == AlertStatus.FIRING)
                .toList();
    }

    private void restart() {
        recorder = CallRecorder.create(time, 2);
        detector = detector();
    }

    private DetectionSettings settings() {
        TestSettings settings = new TestSettings();
        settings.latencyMillis = latencyThreshold;
        settings.errorRate = errorThreshold;
        settings.layerThroughput = OptionalDouble.empty();
        settings.learned = learns ? ALL : List.of();
        settings.stated = new StatedSettings(List.of(), List.of(), Duration.ZERO, learns, learns, 1, warmUp);
        return settings.build();
    }

    private Detector detector() {
        return new Detector(
                recorder,
                settings(),
                time,
                time,
                List::of,
                (start, end) -> OptionalDouble.empty(),
                operation -> List.of(),
                this::take);
    }

    private void take(Notice notice) {
        if (notice.kind() == NoticeKind.NOTIFICATION) {
            alerts.add(notice.alert());
        }
    }
}
