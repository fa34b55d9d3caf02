package io.nightjar.sink.protocol;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.Notices;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.sink.Settings;
import io.nightjar.sink.http.HttpAnswer;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerSinkTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<HttpMessage> posted = new ArrayList<>();
    private final ArrayList<Integer> answers = new ArrayList<>();
    private Instant wall = Alerts.START.plusSeconds(1);
    private long nanos = 77;
    private String poison;
    private final AlertmanagerSink sink = sink(new Alertmanager(List.of(), null, null, null));

    private AlertmanagerSink sink(Alertmanager settings) {
        return new AlertmanagerSink(
                "alertmanager",
                URI.create("http://am:9093/prefix/"),
                settings,
                new ActiveAlerts(),
                this::post,
                () -> nanos,
                () -> wall);
    }

    private HttpAnswer post(HttpMessage message, Duration limit) {
        posted.add(message);
        if (poison != null && new String(message.body(), java.nio.charset.StandardCharsets.UTF_8).contains(poison)) {
            return new HttpAnswer(503, null, "");
        }
        return new HttpAnswer(answers.isEmpty() ? 200 : answers.remove(0), null, "");
    }

    @Test
    void shouldPostLabelsAnnotationsAndAnEndThatOutlivesThreeLostRepeats() throws Exception {
        send(Alerts.firing("1", "f"));

        assertThat(posted.get(0).uri()).hasToString("http://am:9093/prefix/api/v2/alerts");
        Map<String, Object> alert = last().get(0);
        assertThat(alert.get("labels"))
                .isEqualTo(Map.of(
                        "alertname",
                        "NightjarLatency",
                        "alert_type",
                        "latency",
                        "severity",
                        "error",
                        "service",
                        "orchestrator",
                        "instance",
                        "host:4711",
                        "operation",
                        "onnxruntime.run",
                        "model",
                        "minilm-f"));
        assertThat(alert.get("annotations"))
                .isEqualTo(Map.of(
                        "summary",
                        "Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)",
                        "description",
                        "Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)"
                                + " latency_ms=812.4 threshold_ms=400 excess_ratio=2.031 suppressed=3"));
        assertThat(alert)
                .containsEntry("startsAt", Alerts.START.toString())
                .containsEntry("endsAt", wall.plus(Duration.ofMinutes(4)).toString());
    }

    @Test
    void shouldRepeatAFiringAlertEveryMinuteForAsLongAsItLasts() throws Exception {
        send(Alerts.firing("1", "f"));
        for (int minute = 0; minute < 30; minute++) {
            assertThat(sink.resendDelayNanos()).isEqualTo(MINUTE.toNanos());
            pass(MINUTE);
            assertThat(sink.resendDelayNanos()).isZero();
            send();
            assertThat(last().get(0))
                    .containsEntry("endsAt", wall.plus(Duration.ofMinutes(4)).toString());
        }
        assertThat(posted).hasSize(31);
    }

    @Test
    void shouldRepeatAResolvedAlertForFifteenMinutesAndThenForgetIt() throws Exception {
        send(Alerts.firing("1", "f"));
        send(Alerts.resolved("2", "f"));
        int minutes = 0;
        while (sink.resendDelayNanos() != AlertSink.NEVER && minutes < 60) {
            assertThat(last()).hasSize(1);
            assertThat(last().get(0))
                    .containsEntry("endsAt", Alerts.START.plusSeconds(90).toString());
            pass(MINUTE);
            minutes++;
            send();
        }

        assertThat(minutes).isEqualTo(16);
        assertThat(posted).hasSize(2 + 15);
    }

    @Test
    void shouldEndTheOldLabelsAndStartTheNewWhenSeverityChanges() throws Exception {
        send(Alerts.firing("1", "f", Severity.WARNING));
        send(Alerts.firing("2", "f", Severity.CRITICAL));

        assertThat(states()).isEqualTo(Map.of("warning", "ended", "critical", "firing"));
        assertThat(last()).allSatisfy(alert -> assertThat(alert).containsEntry("startsAt", Alerts.START.toString()));

        send(Alerts.firing("3", "f", Severity.WARNING));
        assertThat(states()).isEqualTo(Map.of("warning", "firing", "critical", "ended"));

        pass(MINUTE);
        send();
        assertThat(states()).isEqualTo(Map.of("warning", "firing", "critical", "ended"));

        send(Alerts.resolved("4", "f", Severity.WARNING));
        pass(MINUTE);
        send();
        assertThat(states()).isEqualTo(Map.of("warning", "ended", "critical", "ended"));
    }

    @Test
    void shouldEndTheLabelsThatFiredWhateverSeverityTheEndCarries() throws Exception {
        send(Alerts.firing("1", "f", Severity.CRITICAL));
        send(Alerts.resolved("2", "f", Severity.WARNING));

        assertThat(states()).isEqualTo(Map.of("critical", "ended"));
    }

    @Test
    void shouldTellAllAgainAfterAFailureOldLabelsIncluded() throws Exception {
        send(Alerts.firing("1", "f", Severity.WARNING));
        answers.add(503);
        Outcome failed = send(Alerts.firing("2", "f", Severity.ERROR));

        Outcome again = send(Alerts.firing("2", "f", Severity.ERROR));

        assertThat(failed).isInstanceOf(Outcome.Retry.class);
        assertThat(again).isInstanceOf(Outcome.Delivered.class);
        assertThat(states()).isEqualTo(Map.of("warning", "ended", "error", "firing"));
    }

    @Test
    void shouldTellTheOthersWhereOneIsRefusedForEver() throws Exception {
        poison = "minilm-bad";
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(send(Alerts.firing("1", "bad")))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            retry -> assertThat(retry.refused()).isTrue());
        }

        Outcome other = send(Alerts.firing("2", "good"));
        Outcome both = other;
        for (int attempt = 0; attempt < 3; attempt++) {
            both = send(Alerts.firing("1", "bad"), Alerts.firing("3", "fine"));
        }

        assertThat(other).isInstanceOf(Outcome.Delivered.class);
        assertThat(both).as("its own alert is still refused").isInstanceOf(Outcome.Retry.class);
        assertThat(posted)
                .anySatisfy(message -> assertThat(new String(message.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .contains("minilm-fine")
                        .doesNotContain("minilm-bad"));
        assertThat(sink.resendDelayNanos())
                .as("it is not asked again and again")
                .isEqualTo(MINUTE.toNanos());
    }

    @Test
    void shouldNotHammerAnAlertmanagerThatRefuses() throws Exception {
        answers.add(400);

        assertThat(send(Alerts.firing("1", "f"))).isInstanceOf(Outcome.Rejected.class);
        assertThat(sink.resendDelayNanos()).isEqualTo(MINUTE.toNanos());
    }

    @Test
    void shouldSendNoMoreThanSoManyInARequest() throws Exception {
        List<Delivery> batch = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            batch.add(Delivery.condition(Alerts.firing("id" + i, "f" + i)));
        }
        sink.send(batch, Duration.ofDays(1));

        assertThat(posted).hasSize(3);
        int sum = 0;
        for (HttpMessage message : posted) {
            assertThat(alerts(message)).hasSizeLessThanOrEqualTo(256);
            sum += alerts(message).size();
        }
        assertThat(sum).isEqualTo(600);
    }

    @Test
    void shouldLeaveOutEmptyLabelsAndKeepTheEndBehindTheStart() throws Exception {
        Alert resolved = Alerts.resolved("1", "f");
        Alert early = new Alert(
                resolved.type(),
                resolved.severity(),
                resolved.message(),
                resolved.timestamp(),
                resolved.metadata(),
                "2",
                resolved.status(),
                "g",
                resolved.startsAt(),
                resolved.startsAt().minusSeconds(5),
                Map.of("service", "", "bad-name", "x", "model", "m"));

        send(early);

        assertThat(last().get(0))
                .containsEntry("startsAt", Alerts.START.toString())
                .containsEntry("endsAt", Alerts.START.toString());
        assertThat(last().get(0).get("labels"))
                .isEqualTo(Map.of(
                        "alertname", "NightjarLatency", "alert_type", "latency", "severity", "error", "model", "m"));
    }

    @Test
    void shouldCarryTheUsersAuthorization() {
        Alertmanager basic = new Alertmanager(List.of(), "me", Settings.secret("pass"), null);
        Alertmanager bearer = new Alertmanager(List.of(), null, null, Settings.secret("token"));

        assertThat(authorization(basic)).isEqualTo("Basic bWU6cGFzcw==");
        assertThat(authorization(bearer)).isEqualTo("Bearer token");
    }

    @Test
    void shouldTellEveryInstanceAndANewOneWhatAlreadyFires() {
        LogLines lines = new LogLines();
        try (ScriptedReceiver one = new ScriptedReceiver();
                ScriptedReceiver two = new ScriptedReceiver();
                ScriptedReceiver late = new ScriptedReceiver();
                AlertDispatcher dispatcher = AlertDispatcher.create(
                        Settings.with(Settings.alertmanager(one.url(""), two.url(""))),
                        lines.log,
                        io.nightjar.time.NanoClock.SYSTEM,
                        java.time.InstantSource.system())) {
            one.otherwise(status(503));
            Notices.inform(dispatcher, Alerts.firing("1", "f"));
            Notices.notify(dispatcher, Alerts.firing("1", "f"));
            two.awaitRequests(1);

            dispatcher.replaceSettings(Settings.with(Settings.alertmanager(two.url(""), late.url(""))));
            late.awaitRequests(1);

            assertThat(two.received()).hasSize(1);
            assertThat(late.received().get(0).text())
                    .isEqualTo(two.received()
                            .get(0)
                            .text()
                            .replaceAll(
                                    "\"endsAt\":\"[^\"]*\"",
                                    endOf(late.received().get(0).text())));
        }
    }

    private static String endOf(String body) {
        int at = body.indexOf("\"endsAt\"");
        return body.substring(at, body.indexOf('}', at));
    }

    private String authorization(Alertmanager settings) {
        posted.clear();
        try {
            sink(settings).send(List.of(Delivery.condition(Alerts.firing("1", "f"))), Duration.ofDays(1));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return posted.get(0).headers().get("Authorization");
    }

    private void pass(Duration duration) {
        nanos += duration.toNanos();
        wall = wall.plus(duration);
    }

    private Outcome send(Alert... alerts) throws InterruptedException {
        List<Delivery> batch = new ArrayList<>();
        for (Alert alert : alerts) {
            batch.add(Delivery.condition(alert));
        }
        return sink.send(batch, Duration.ofDays(1));
    }

    private Map<String, String> states() throws IOException {
        Map<String, String> states = new HashMap<>();
        for (Map<String, Object> alert : last()) {
            boolean firing = Instant.parse((String) alert.get("endsAt")).isAfter(wall.plusSeconds(120));
            states.put((String) ((Map<?, ?>) alert.get("labels")).get("severity"), firing ? "firing" : "ended");
        }
        return states;
    }

    private List<Map<String, Object>> last() throws IOException {
        return alerts(posted.get(posted.size() - 1));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts(HttpMessage message) throws IOException {
        String wrapped = "{\"alerts\":" + new String(message.body(), java.nio.charset.StandardCharsets.UTF_8) + "}";
        return (List<Map<String, Object>>)
                AlertJson.parseObject(wrapped.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .get("alerts");
    }
}
