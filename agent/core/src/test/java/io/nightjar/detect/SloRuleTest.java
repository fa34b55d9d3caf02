package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import io.nightjar.objective.Objective;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloRuleTest {
    private static final long MILLI = 1_000_000L;

    private final FakeTime time = new FakeTime();
    private final CallRecorder recorder = CallRecorder.create(time, 2);
    private final List<Alert> alerts = new ArrayList<>();

    @Test
    void shouldSayHowFastTheBudgetBurnsWhenCallsFail() {
        Detector detector = detector(objective("checkout", "chat", 0.999, null));
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        tick(detector);
        calls(chat, 900, 1, false);
        calls(chat, 100, 1, true);
        tick(detector);

        Alert alert = slo().get(0);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.message()).isEqualTo("Objective checkout burns its budget 100.0 times too fast (100.0% left)");
        assertThat(alert.metadata())
                .containsEntry("slo", "checkout")
                .containsEntry("objective", 0.999)
                .containsEntry("burn_threshold", 14.4)
                .containsEntry("window_seconds", 3_600.0)
                .containsEntry("short_window_seconds", 300.0);
        assertThat(alert.metadata().keySet())
                .containsExactly(
                        "slo",
                        "objective",
                        "burn_rate",
                        "burn_threshold",
                        "window_seconds",
                        "short_window_seconds",
                        "budget_remaining",
                        "suppressed");
        assertThat(alert.labels()).containsEntry("slo", "checkout").containsEntry("operation", "chat");
    }

    @Test
    void shouldSumWhatAGlobMatchesAndNameNoOperation() {
        Detector detector = detector(objective("all", "c*", 0.9, null));
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        int other = recorder.operation(OperationSpec.of("embed", "client"));
        tick(detector);
        int late = recorder.operation(OperationSpec.of("complete", "client"));
        calls(chat, 10, 1, true);
        calls(late, 9, 1, true);
        calls(late, 1, 1, false);
        calls(other, 1_000, 1, false);
        tick(detector);

        Alert alert = slo().get(0);
        assertThat(alert.severity()).isEqualTo(Severity.ERROR);
        assertThat((Double) alert.metadata().get("burn_rate")).isBetween(9.49, 9.51);
        assertThat(alert.labels()).containsEntry("slo", "all").doesNotContainKey("operation");
    }

    @Test
    void shouldCallSlowAndFailedCallsBadAndCancelledOnesNeitherWhenItHasALatency() {
        Detector detector = detector(objective("fast", "chat", 0.5, Duration.ofMillis(300)));
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        tick(detector);
        calls(chat, 5, 300, false);
        calls(chat, 6, 301, false);
        calls(chat, 6, 900, true);
        for (int i = 0; i < 1_000; i++) {
            recorder.started(chat, time.nanoTime());
            recorder.cancelled(chat, time.nanoTime(), time.nanoTime() + 2_000 * MILLI);
        }
        tick(detector);

        assertThat((Double) slo().get(0).metadata().get("burn_rate"))
                .isBetween(12 / 17.0 / 0.5 - 1e-9, 12 / 17.0 / 0.5 + 1e-9);
    }

    @Test
    void shouldCountNothingOfTheTimeBeforeAndNothingTwiceWhenObjectivesAreReplaced() {
        Objective first = objective("a", "chat", 0.99, Duration.ofMillis(300));
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        calls(chat, 100, 900, true);
        Detector detector = detector(first);
        tick(detector);
        calls(chat, 8, 900, false);
        tick(detector);

        detector.replaceSettings(settings(objective("b", "chat", 0.99, Duration.ofMillis(400)), first));
        tick(detector);
        calls(chat, 1, 900, false);
        tick(detector);
        assertThat(slo()).isEmpty();

        calls(chat, 1, 900, false);
        tick(detector);
        assertThat(slo()).extracting(alert -> alert.metadata().get("slo")).containsExactly("a");

        detector.replaceSettings(settings());
        calls(chat, 100, 900, false);
        tick(detector);
        detector.replaceSettings(settings(first));
        tick(detector);
        calls(chat, 9, 900, false);
        time.advance(Duration.ofMinutes(2));
        tick(detector);
        assertThat(slo()).hasSize(1);
    }

    @Test
    void shouldResolveOnceTheShortWindowsArePast() {
        Detector detector = detector(objective("checkout", "chat", 0.999, null));
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        tick(detector);
        calls(chat, 20, 1, true);
        tick(detector);
        for (int minute = 0; minute < 8 * 60; minute++) {
            time.advance(Duration.ofMinutes(1));
            detector.tick();
        }

        assertThat(alerts)
                .filteredOn(alert -> alert.type() == AlertType.SLO && alert.status() == AlertStatus.RESOLVED)
                .hasSize(1);
    }

    @Test
    void shouldGoOnWithTheBudgetOfTheProcessBefore() {
        Objective objective = objective("checkout", "chat", 0.999, null);
        Detector before = detector(objective);
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        tick(before);
        calls(chat, 9, 1, true);
        tick(before);
        assertThat(slo()).isEmpty();
        long changes = before.changes();
        before.stop();
        assertThat(before.changes()).isGreaterThan(changes);

        Detector after = new Detector(
                CallRecorder.create(time, 2),
                settings(objective),
                time,
                time,
                List::of,
                (s, e) -> java.util.OptionalDouble.empty(),
                operation -> List.of(),
                notice -> {});
        after.restore(before.remember());

        assertThat(after.remember().objectives()).hasSize(1);
        assertThat(after.remember().objectives().get(0).minutes()).isEqualTo("0:9:9");
    }

    @Test
    void shouldSayWhichObjectiveNamesNoOperationOnceThereWasTimeForItToCome() {
        Detector detector = detector(objective("right", "ch*", 0.9, null), objective("typo", "chta", 0.9, null));
        recorder.operation(OperationSpec.of("chat", "client"));
        for (int i = 0; i < 600; i++) {
            tick(detector);
        }
        assertThat(detector.unmatchedRules()).isEmpty();

        tick(detector);
        assertThat(detector.unmatchedRules()).containsExactly("slo.typo.operation: no operation is like 'chta'");
    }

    private Detector detector(Objective... objectives) {
        return new Detector(
                recorder,
                settings(objectives),
                time,
                time,
                List::of,
                (start, end) -> java.util.OptionalDouble.empty(),
                operation -> List.of(),
                this::take);
    }

    private void take(Notice notice) {
        if (notice.kind() == NoticeKind.NOTIFICATION) {
            alerts.add(notice.alert());
        }
    }

    private static DetectionSettings settings(Objective... objectives) {
        TestSettings settings = new TestSettings();
        settings.stated = new StatedSettings(List.of(), List.of(objectives), Duration.ZERO);
        return settings.build();
    }

    private void calls(int operation, int calls, long millis, boolean failed) {
        for (int i = 0; i < calls; i++) {
            recorder.started(operation, time.nanoTime());
            recorder.ended(
                    operation,
                    time.nanoTime(),
                    time.nanoTime() + millis * MILLI,
                    failed ? new IllegalStateException() : null);
        }
    }

    private void tick(Detector detector) {
        time.advance(Duration.ofSeconds(1));
        detector.tick();
    }

    private List<Alert> slo() {
        List<Alert> found = new ArrayList<>();
        for (Alert alert : alerts) {
            if (alert.type() == AlertType.SLO && alert.status() == AlertStatus.FIRING) {
                found.add(alert);
            }
        }
        return found;
    }

    private static Objective objective(String name, String glob, double share, Duration latency) {
        return new Objective(name, new Glob(glob), share, latency, Duration.ofDays(30));
    }
}
