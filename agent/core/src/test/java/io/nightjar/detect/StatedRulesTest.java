package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.rule.Expression;
import io.nightjar.rule.ExpressionException;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.rule.RuleMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The user's rules, from the call to the notice. */
class StatedRulesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final TestSettings settings = new TestSettings();
    private final List<Alert> fired = new ArrayList<>();
    private final List<Alert> resolved = new ArrayList<>();
    private CallRecorder recorder = CallRecorder.create(time, 2);
    private OptionalDouble heapPercent = OptionalDouble.empty();
    private double pauseMillisAtSecond = Double.NaN;
    private Detector detector;

    @Test
    void shouldRaiseWithItsFiguresAndEndAfterTheQuietTimeWhenItHolds() {
        start(rule("slow", "p95(chat, 10s) > 100ms and calls(chat, 10s) >= 3"));
        seconds(5, () -> call("chat", 50));
        assertThat(fired).isEmpty();

        seconds(10, () -> call("chat", 400));
        assertThat(fired).hasSize(1);
        Alert alert = fired.get(0);
        assertThat(alert.type()).isEqualTo(AlertType.RULE);
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.message()).isEqualTo("Rule slow holds: p95(chat, 10s) > 100ms and calls(chat, 10s) >= 3");
        assertThat(alert.labels()).containsEntry("rule", "slow").doesNotContainKey("operation");
        assertThat(alert.metadata().keySet()).containsExactly("rule", "expression", "values", "suppressed");
        assertThat(alert.metadata())
                .containsEntry("rule", "slow")
                .containsEntry("expression", "p95(chat, 10s) > 100ms and calls(chat, 10s) >= 3");
        assertThat(values(alert)).containsOnlyKeys("p95(chat, 10s)", "calls(chat, 10s)");
        assertThat(values(alert).get("p95(chat, 10s)")).isBetween(400 * 31 / 32.0, 400 * 33 / 32.0);

        seconds(65, () -> {});
        assertThat(resolved).isEmpty();
        seconds(8, () -> {});
        assertThat(resolved).hasSize(1);
    }

    @Test
    void shouldWaitForItsOwnTimeWhenItSaysFor() {
        start(rule("busy", "rate(chat, 5s) > 1/s", null, Duration.ofSeconds(10), null));
        seconds(4, () -> calls("chat", 3));
        seconds(15, () -> {});
        assertThat(fired).as("it did not last").isEmpty();

        seconds(20, () -> calls("chat", 3));
        assertThat(fired).hasSize(1);
    }

    @Test
    void shouldLastUntilItsEndHoldsAndThenEndAtOnceWhenItHasOne() {
        start(rule("errors", "errors(chat, 10s) > 5", "errors(chat, 10s) < 1 and calls(chat, 10s) > 0", null, null));
        seconds(10, () -> fail("chat"));
        assertThat(fired).hasSize(1);

        seconds(290, () -> {});
        assertThat(resolved).as("nothing holds, and that for long").isEmpty();

        seconds(1, () -> call("chat", 5));
        assertThat(resolved).hasSize(1);
    }

    @Test
    void shouldNotBeRaisedWhenItsEndHoldsToo() {
        start(rule("both", "calls(chat, 10s) > 2", "calls(chat, 10s) > 1", null, null));
        seconds(10, () -> call("chat", 5));

        assertThat(fired).isEmpty();
    }

    @Test
    void shouldJudgeEachOperationForItselfAndNewOnesAsTheyCome() {
        RuleDefinition each = rule("each", "errors($, 10s) > 2", null, null, new Glob("openai.*"));
        settings.rateLimit = Duration.ZERO;
        start(each);
        seconds(5, () -> {
            fail("openai.chat");
            fail("local.chat");
        });
        assertThat(operations(fired)).containsOnly("openai.chat");
        fired.clear();

        seconds(5, () -> fail("openai.embed-text"));
        assertThat(operations(fired)).contains("openai.embed-text");
        Alert newest = fired.stream()
                .filter(alert -> "openai.embed-text".equals(alert.labels().get("operation")))
                .findFirst()
                .orElseThrow();
        assertThat(newest.metadata()).containsEntry("expression", "errors(\"openai.embed-text\", 10s) > 2");
        assertThat(newest.labels()).containsEntry("team", "search");
        assertThat(newest.message()).matches("openai.embed-text has \\d errors \\(each\\)");
    }

    @Test
    void shouldSayThatAnOperationWasNeverSeenWhenItIsAskedForWhatIsAbsent() {
        start(rule("gone", "absent(calls(chat, 1m))"), rule("quiet", "calls(chat, 10s) < 1"));
        seconds(5, () -> {});
        assertThat(rules(fired)).containsOnly("gone");
        assertThat(values(fired.get(0))).containsEntry("calls(chat, 1m)", null);
        fired.clear();

        seconds(1, () -> call("chat", 5));
        seconds(9, () -> {});
        assertThat(rules(fired)).doesNotContain("quiet");
        seconds(3, () -> {});
        assertThat(rules(fired)).contains("quiet");
    }

    @Test
    void shouldCompareWithThePastOnlyOnceItReachesBackSoFar() {
        start(rule("doubled", "calls(chat, 10s) > 2 * before(1m, calls(chat, 10s))"));
        seconds(50, () -> call("chat", 5));
        seconds(9, () -> calls("chat", 3));
        assertThat(fired).isEmpty();

        seconds(30, () -> calls("chat", 3));
        assertThat(rules(fired)).containsOnly("doubled");
    }

    @Test
    void shouldKeepWhatItHasSeenWhenAnotherRuleComesAndForgetNothingElse() {
        RuleDefinition past = rule("doubled", "calls(chat, 10s) > 2 * before(1m, calls(chat, 10s))");
        start(past);
        seconds(50, () -> call("chat", 5));
        settings.stated =
                new StatedSettings(List.of(rule("other", "calls(other) > 5"), past), List.of(), Duration.ZERO);
        detector.replaceSettings(settings.build());
        seconds(25, () -> calls("chat", 3));

        assertThat(rules(fired)).containsOnly("doubled");
    }

    @Test
    void shouldGoOnUntilItsEndWhenTheSettingsAreReadAgain() {
        RuleDefinition lasting = rule("errors", "errors(chat, 10s) > 5", "calls(other, 10s) > 0", null, null);
        start(lasting);
        seconds(10, () -> fail("chat"));
        detector.replaceSettings(settings.build());
        seconds(200, () -> {});
        assertThat(fired).hasSize(1);
        assertThat(resolved).isEmpty();

        seconds(1, () -> call("other", 1));
        assertThat(resolved).hasSize(1);
    }

    @Test
    void shouldGoOnUntilItsEndWhenAnEarlierProcessBeganIt() {
        RuleDefinition lasting = rule("errors", "errors($, 10s) > 5", "errors($, 10s) < 1", null, new Glob("ch*"));
        start(lasting);
        seconds(10, () -> fail("chat"));
        PolicyMemory memory = detector.remember();
        assertThat(memory.conditions())
                .extracting(record -> record.state().type())
                .contains(AlertType.RULE);

        fired.clear();
        recorder = CallRecorder.create(time, 2);
        settings.instance = "host:2";
        time.advance(SECOND);
        detector = detector();
        detector.restore(memory);
        seconds(200, () -> {});
        assertThat(resolved).as("nothing is known of the operation yet").isEmpty();

        seconds(1, () -> call("chat", 1));
        assertThat(resolved).hasSize(1);
        assertThat(resolved.get(0).labels()).containsEntry("operation", "chat");
        assertThat(fired).as("the same condition goes on").isEmpty();
    }

    @Test
    void shouldLimitByItsNameWhateverElseIsRaised() {
        start(rule("one", "calls(chat, 10s) > 1"), rule("two", "calls(chat, 10s) > 2"));
        seconds(20, () -> call("chat", 5));

        assertThat(rules(fired)).containsExactly("one", "two");
    }

    @Test
    void shouldForgetWhatWasBeforeTheMachineStoodStill() {
        start(rule("idle", "rate(chat, 30s) < 0.5/s"));
        seconds(60, () -> call("chat", 5));
        time.advance(Duration.ofHours(1));
        detector.tick();
        seconds(20, () -> call("chat", 5));

        assertThat(fired).isEmpty();
    }

    @Test
    void shouldReadTheMachineWhenARuleAsksForIt() {
        start(rule("full", "memory(heap) > 80% or gc_pause(10s) > 1s"));
        seconds(5, () -> {});
        heapPercent = OptionalDouble.of(70);
        seconds(5, () -> {});
        assertThat(fired).isEmpty();

        pauseMillisAtSecond = 300;
        seconds(2, () -> {});
        assertThat(fired).isEmpty();
        seconds(3, () -> {});
        assertThat(fired).hasSize(1);
        assertThat(values(fired.get(0))).containsEntry("memory(heap)", 70.0);
    }

    @Test
    void shouldSayWhatNamesNoOperationOnceThereWasTimeForItToCome() {
        start(
                rule("typo", "calls(chta) > 5"),
                rule("each", "calls($) > 5", null, null, new Glob("gone.*")),
                rule("right", "before(1m, calls(ch*)) > 5 or calls(layer:client) > 3"),
                rule("end", "calls(chat) > 5", "calls(caht) < 2 or errors(caht) < 2", null, null));
        seconds(599, () -> call("chat", 1));
        assertThat(detector.unmatchedRules()).isEmpty();

        seconds(2, () -> call("chat", 1));
        assertThat(detector.unmatchedRules())
                .containsExactly(
                        "rule.typo.when: no operation is like 'chta'",
                        "rule.each.each: no operation is like 'gone.*'",
                        "rule.end.until: no operation is like 'caht'");

        seconds(5, () -> call("chta", 1));
        seconds(61, () -> {});
        assertThat(detector.unmatchedRules())
                .containsExactly(
                        "rule.each.each: no operation is like 'gone.*'", "rule.end.until: no operation is like 'caht'");
    }

    @Test
    void shouldTickOftenEnoughWhenAWindowIsShort() {
        start(rule("short", "calls(chat, 2s) > 5"));
        seconds(1, () -> {});

        assertThat(detector.tick()).isLessThanOrEqualTo(200_000_000L);
    }

    private void start(RuleDefinition... rules) {
        settings.layerThroughput = OptionalDouble.empty();
        settings.stated = new StatedSettings(Arrays.asList(rules), List.of(), Duration.ZERO);
        detector = detector();
    }

    private Detector detector() {
        return new Detector(
                recorder,
                settings.build(),
                time,
                time,
                new FakeMachine(),
                (start, end) -> Double.isNaN(pauseMillisAtSecond)
                        ? OptionalDouble.of(0)
                        : OptionalDouble.of(pauseMillisAtSecond * (end - start) / 1e9),
                operation -> List.of(),
                this::onNotice);
    }

    /** Errors have an alert of their own, which is not looked at. */
    private void onNotice(Notice notice) {
        if (notice.kind() == NoticeKind.NOTIFICATION && notice.alert().type() == AlertType.RULE) {
            (notice.alert().status() == AlertStatus.RESOLVED ? resolved : fired).add(notice.alert());
        }
    }

    private void seconds(int count, Runnable within) {
        for (int i = 0; i < count; i++) {
            time.advance(SECOND);
            within.run();
            detector.tick();
        }
    }

    private void calls(String operation, int count) {
        for (int i = 0; i < count; i++) {
            call(operation, 5);
        }
    }

    private void call(String operation, long millis) {
        end(operation, millis, null);
    }

    private void fail(String operation) {
        end(operation, 5, new IllegalStateException());
    }

    private void end(String operation, long millis, @Nullable Throwable thrown) {
        int id = recorder.operation(OperationSpec.of(operation, "client"));
        long start = time.nanoTime() - millis * 1_000_000;
        recorder.started(id, start);
        recorder.ended(id, start, time.nanoTime(), thrown);
    }

    private static List<String> rules(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.labels().get("rule"))
                .distinct()
                .toList();
    }

    private static List<String> operations(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.labels().get("operation"))
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Double> values(Alert alert) {
        return (Map<String, Double>) alert.metadata().get("values");
    }

    private static RuleDefinition rule(String name, String when) {
        return rule(name, when, null, null, null);
    }

    private static RuleDefinition rule(
            String name, String when, @Nullable String until, @Nullable Duration pendingFor, @Nullable Glob each) {
        try {
            return new RuleDefinition(
                    name,
                    Expression.parse(when),
                    until == null ? null : Expression.parse(until),
                    pendingFor,
                    Severity.WARNING,
                    each == null ? null : RuleMessage.parse("{operation} has {errors($, 10s)} errors ({rule})"),
                    each == null ? Map.of() : Map.of("team", "search"),
                    each);
        } catch (ExpressionException wrong) {
            throw new AssertionError(when, wrong);
        }
    }

    /** A heap that is not among what is judged. */
    private final class FakeMachine implements MemorySource {
        @Override
        public List<MemoryReading> latest() {
            return List.of();
        }

        @Override
        public OptionalDouble usedPercent(MemoryKind kind) {
            return kind == MemoryKind.HEAP ? heapPercent : OptionalDouble.empty();
        }
    }
}
