package io.nightjar.sink;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentVersion;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.sink.protocol.AnswerRules;
import io.nightjar.sink.protocol.StandardWebhooks;
import io.nightjar.sink.queue.Backoff;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeliveryTest {
    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private final LogLines lines = new LogLines();
    private AlertDispatcher dispatcher;

    @AfterEach
    void stop() {
        if (dispatcher != null) {
            dispatcher.close();
        }
        receiver.close();
    }

    @Test
    void shouldPostTheExactJsonWithTheHeadersOfTheContract() {
        start(Settings.with(Settings.webhook(receiver.url("/hook?key=1"))));
        Alert alert = Alerts.firing("01JD", "f");

        Notices.notify(dispatcher, alert);
        receiver.awaitRequests(1);

        Received request = receiver.received().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hook?key=1");
        assertThat(request.text()).isEqualTo(AlertJson.text(alert));
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("User-Agent", "nightjar/" + AgentVersion.text())
                .containsEntry("webhook-id", "01JD")
                .doesNotContainKey("webhook-signature");
        assertThat(Long.parseLong(request.headers().get("webhook-timestamp")))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
        assertThat(AgentVersion.text()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void shouldSignEachAttemptAsStandardWebhooksSays() throws Exception {
        byte[] key = "a key of twenty-four byte".getBytes(StandardCharsets.US_ASCII);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        start(Settings.with(new Webhook(
                receiver.url("/"),
                Settings.secret(secret),
                Map.of("X-Team", Settings.secret("vision")),
                Duration.ofSeconds(5),
                WebhookFormat.NIGHTJAR)));
        receiver.then(status(503));

        Notices.notify(dispatcher, Alerts.firing("01JD", "f"));
        receiver.awaitRequests(2);

        for (Received request : receiver.received()) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(("01JD." + request.headers().get("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
            assertThat(request.headers())
                    .containsEntry("webhook-id", "01JD")
                    .containsEntry("X-Team", "vision")
                    .containsEntry(
                            "webhook-signature",
                            "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body())));
        }
        assertThat(lines.text()).doesNotContain(secret).doesNotContain("vision");
    }

    @Test
    void shouldSignTheSpecificationsExampleAsItDoes() {
        String signature = StandardWebhooks.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330L,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void shouldRetryUnderTheSameIdWhenAnswered(int status) {
        start(Settings.with(Settings.webhook(receiver.url("/"))));
        receiver.then(status(status), status(202));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        Notices.notify(dispatcher, Alerts.firing("two", "g"));
        receiver.awaitRequests(3);

        awaitSent(2);
        assertThat(receiver.ids()).containsExactly("one", "one", "two");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 413, 422, 451})
    void shouldDropAndCountWhenAnswered(int status) {
        start(Settings.with(Settings.webhook(receiver.url("/"))));
        receiver.then(status(status, "Location: " + receiver.url("/elsewhere")));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        Notices.notify(dispatcher, Alerts.firing("two", "g"));
        awaitSent(1);

        assertThat(receiver.ids()).containsExactly("one", "two");
        assertThat(receiver.received()).extracting(Received::target).containsOnly("/");
        assertThat(counters().dropped()).isEqualTo(1);
        assertThat(lines.text()).contains("answered " + status);
    }

    @Test
    void shouldStopThatDestinationWhenItIsGone() {
        start(Settings.with(Settings.webhook(receiver.url("/secret-path"))));
        receiver.then(status(410));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        await(() -> counters().stopped());
        Notices.notify(dispatcher, Alerts.firing("two", "g"));
        await(() -> counters().dropped() == 2);

        assertThat(receiver.ids()).containsExactly("one");
        assertThat(lines.text())
                .contains("webhook http://127.0.0.1:" + receiver.port()
                        + ": answered 410 (gone); nothing more is sent there")
                .doesNotContain("secret-path");
    }

    @Test
    void shouldObeyRetryAfterInSecondsAndAsADate() {
        start(Settings.with(Settings.webhook(receiver.url("/"))));
        String inTwoSeconds = DateTimeFormatter.RFC_1123_DATE_TIME
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().plusSeconds(3));
        receiver.then(status(429, "Retry-After: 1"), status(503, "Retry-After: " + inTwoSeconds));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        receiver.awaitRequests(3);

        List<Received> requests = receiver.received();
        assertThat(requests.get(1).atNanos() - requests.get(0).atNanos()).isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(requests.get(2).atNanos() - requests.get(0).atNanos()).isGreaterThanOrEqualTo(1_900_000_000L);
    }

    @Test
    void shouldReadRetryAfterWhateverItSays() {
        Instant now = Instant.parse("2026-11-22T14:00:00Z");

        assertThat(AnswerRules.retryAfter("120", now)).isEqualTo(Duration.ofSeconds(120));
        assertThat(AnswerRules.retryAfter("Sun, 22 Nov 2026 14:01:30 GMT", now)).isEqualTo(Duration.ofSeconds(90));
        for (String nothing : new String[] {null, "", "  ", "soon", "-5", "Sun, 22 Nov 2026 13:00:00 GMT", "1.5"}) {
            assertThat(AnswerRules.retryAfter(nothing, now)).as(nothing).isEqualTo(Duration.ZERO);
        }
        for (String tooMuch : List.of(
                "1795708800000", "9223372036854775807", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT")) {
            assertThat(AnswerRules.retryAfter(tooMuch, now)).as(tooMuch).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void shouldWaitNoLongerThanAnHourWhateverIsAsked() {
        for (Duration asked : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofMillis(1_795_708_800_000L))) {
            assertThat(new Backoff(new java.util.Random(1)).afterFailureNanos(asked))
                    .isEqualTo(Duration.ofHours(1).toNanos());
        }
    }

    @Test
    void shouldSpeakAlertmanagersPayloadWhereTheUserWantsIt() {
        start(Settings.with(
                new Webhook(receiver.url("/"), null, Map.of(), Duration.ofSeconds(5), WebhookFormat.ALERTMANAGER)));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        Notices.notify(dispatcher, Alerts.resolved("two", "f"));
        receiver.awaitRequests(2);

        Map<String, Object> firing = receiver.received().get(0).json();
        assertThat(firing.keySet())
                .containsExactly(
                        "version",
                        "groupKey",
                        "truncatedAlerts",
                        "status",
                        "receiver",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "externalURL",
                        "alerts");
        assertThat(firing).containsEntry("version", "4").containsEntry("status", "firing");
        assertThat(only(firing))
                .containsEntry("status", "firing")
                .containsEntry("fingerprint", "f")
                .containsEntry("startsAt", "2026-11-22T14:03:11.482Z")
                .containsEntry("endsAt", "0001-01-01T00:00:00Z");
        assertThat(only(firing).get("labels"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("alertname", "NightjarLatency")
                .containsEntry("severity", "error");
        Map<String, Object> resolved = receiver.received().get(1).json();
        assertThat(resolved).containsEntry("status", "resolved");
        assertThat(only(resolved))
                .containsEntry("status", "resolved")
                .containsEntry("endsAt", "2026-11-22T14:04:41.482Z");
        assertThat(receiver.received().get(0).headers()).containsEntry("webhook-id", "one");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> only(Map<String, Object> payload) {
        List<Object> alerts = (List<Object>) payload.get("alerts");
        assertThat(alerts).hasSize(1);
        return (Map<String, Object>) alerts.get(0);
    }

    @Test
    void shouldLeaveOutHeadersThatNoRequestMayCarryAndSayWhich() {
        start(Settings.with(new Webhook(
                receiver.url("/"),
                null,
                Map.of(
                        "Host",
                        Settings.secret("a"),
                        "X Bad",
                        Settings.secret("b"),
                        "X-Split",
                        Settings.secret("c\r\nInjected: 1"),
                        "X-Good",
                        Settings.secret("d")),
                Duration.ofSeconds(5),
                WebhookFormat.NIGHTJAR)));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        receiver.awaitRequests(1);

        assertThat(receiver.received().get(0).headers())
                .containsEntry("X-Good", "d")
                .doesNotContainKeys("X-Split", "Injected", "X Bad");
        assertThat(lines.text())
                .contains("webhook.header.Host", "webhook.header.X Bad", "webhook.header.X-Split")
                .doesNotContain("Injected");
    }

    @Test
    void shouldTurnTheUrlsUserIntoAnAuthorization() {
        URI url = URI.create("http://me:pa%24s@127.0.0.1:" + receiver.port() + "/hook");
        start(Settings.with(Settings.webhook(url)));

        Notices.notify(dispatcher, Alerts.firing("one", "f"));
        receiver.awaitRequests(1);

        String basic = Base64.getEncoder().encodeToString("me:pa$s".getBytes(StandardCharsets.UTF_8));
        assertThat(receiver.received().get(0).headers()).containsEntry("Authorization", "Basic " + basic);
    }

    @Test
    void shouldResolveOnlyWhereTheFiringAlertArrived() {
        start(Settings.with(Settings.webhook(receiver.url("/"))));
        receiver.then(status(400));

        Notices.notify(dispatcher, Alerts.firing("refused", "f"));
        Notices.notify(dispatcher, Alerts.resolved("refused-end", "f"));
        Notices.notify(dispatcher, Alerts.firing("taken", "g"));
        Notices.notify(dispatcher, Alerts.resolved("taken-end", "g"));
        awaitSent(2);

        assertThat(receiver.ids()).containsExactly("refused", "taken", "taken-end");
        assertThat(counters().suppressed()).isEqualTo(1);
    }

    private void start(DeliverySettings settings) {
        dispatcher = AlertDispatcher.create(settings, lines.log, NanoClock.SYSTEM, InstantSource.system());
    }

    private DestinationCounters counters() {
        return dispatcher.counters().get(1);
    }

    private void awaitSent(long sent) {
        await(() -> counters().sent() >= sent);
    }

    private void await(java.util.function.BooleanSupplier condition) {
        ScriptedReceiver.await(condition, () -> dispatcher.counters() + "\n" + lines.text());
    }
}
