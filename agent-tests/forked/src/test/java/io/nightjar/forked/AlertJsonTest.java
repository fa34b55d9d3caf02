package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.forked.AlertReceiver.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a real HTTP receiver gets for a slow call. */
class AlertJsonTest {
    private static final String IDENTITY = ";service=orders;instance=node-1:7;labels.team=ml";

    @EveryJdk
    void shouldPostTheExactJsonWhenACallIsSlow(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Instant before = Instant.now();

            Outcome outcome = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver) + IDENTITY)
                    .main("com.acme.Application", "slow:120", "read")
                    .runUntilTold(receiver);

            assertThat(outcome.exitCode()).isZero();
            List<Request> firing = receiver.requests("latency", "firing");
            assertThat(firing).as(outcome.stderr()).hasSize(1);
            Map<String, Object> alert = firing.get(0).json();
            assertThat(alert.keySet())
                    .containsExactly(
                            "alert_type",
                            "severity",
                            "message",
                            "timestamp",
                            "metadata",
                            "id",
                            "status",
                            "fingerprint",
                            "starts_at",
                            "ends_at",
                            "labels");
            shouldTellTheFigures(alert);
            Instant timestamp = Instant.parse((String) alert.get("timestamp"));
            assertThat(timestamp).isBetween(before.minusSeconds(1), Instant.now());
            assertThat((String) alert.get("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(alert.get("starts_at")).isEqualTo(alert.get("timestamp"));
            assertThat(alert.get("ends_at")).isNull();
            assertThat((String) alert.get("fingerprint")).matches("[0-9a-f]{8,64}");
            assertThat((String) alert.get("id")).matches("[0-9A-Za-z_-]{10,64}");
            assertThat(alert.get("labels"))
                    .isEqualTo(Map.of(
                            "service", "orders", "instance", "node-1:7", "team", "ml", "operation", "Engine.infer"));
        }
    }

    private static void shouldTellTheFigures(Map<String, Object> alert) {
        Map<String, Object> metadata = Json.object(alert, "metadata");
        assertThat(metadata.keySet())
                .containsExactly("operation", "latency_ms", "threshold_ms", "excess_ratio", "suppressed");
        double latencyMillis = (double) metadata.get("latency_ms");
        double ratio = (double) metadata.get("excess_ratio");
        assertThat(metadata.get("operation")).isEqualTo("Engine.infer");
        assertThat(latencyMillis).isGreaterThanOrEqualTo(119.0);
        assertThat(metadata.get("threshold_ms")).isEqualTo(50.0);
        assertThat(ratio).isEqualTo(latencyMillis / 50.0);
        assertThat(metadata.get("suppressed")).isEqualTo(0L);
        assertThat(alert.get("severity")).isEqualTo(ratio >= 3 ? "critical" : "error");
        assertThat(alert.get("message"))
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "Latency threshold exceeded for Engine.infer: %.2fms (threshold: 50ms)",
                        latencyMillis));
    }

    @EveryJdk
    void shouldSendTheHeadersOfStandardWebhooks(Jdk jdk) throws Exception {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            String secret =
                    Base64.getEncoder().encodeToString("a secret of some length".getBytes(StandardCharsets.UTF_8));

            Outcome outcome = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver)
                            + ";log.level=debug;webhook.secret=${env:HOOK_SECRET};webhook.header.X-Tenant=blue")
                    .environment("HOOK_SECRET", "whsec_" + secret)
                    .main("com.acme.Application", "slow:120", "read")
                    .runUntilTold(receiver);

            Request request = receiver.requests("latency", "firing").get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/hook");
            assertThat(request.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("user-agent", "nightjar/" + Project.version())
                    .containsEntry("x-tenant", "blue")
                    .containsEntry("webhook-id", request.text("id"));
            long sent = Long.parseLong(request.headers().get("webhook-timestamp"));
            assertThat(Duration.between(Instant.ofEpochSecond(sent), Instant.now())
                            .abs())
                    .isLessThan(Duration.ofMinutes(2));
            String signed = request.text("id") + "." + sent + "." + request.body();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            assertThat(request.headers()).containsEntry("webhook-signature", "v1," + signature);
            assertThat(outcome.stderr()).doesNotContain(secret).doesNotContain("/hook");
        }
    }

    @EveryJdk
    void shouldCountWhatTheRateLimitHeldBackInTheNextAlert(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            ForkedJvm forked = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver) + ";alerts.rate-limit=3s;severity.critical=1000")
                    .main("com.acme.Application", "slow:60", "slow:60", "slow:60", "slow:150", "sleep:3200", "slow:60");

            Outcome outcome = forked.run();

            List<Request> firing = receiver.requests("latency", "firing");
            assertThat(firing).as(outcome.stderr()).hasSize(2);
            Map<String, Object> second = Json.object(firing.get(1).json(), "metadata");
            assertThat(second).containsEntry("suppressed", 3L).containsEntry("suppressed_worst", "error");
            assertThat(firing.get(1).text("starts_at")).isEqualTo(firing.get(0).text("starts_at"));
            assertThat(firing.get(1).text("fingerprint"))
                    .isEqualTo(firing.get(0).text("fingerprint"));
            assertThat(firing.get(1).text("id")).isNotEqualTo(firing.get(0).text("id"));
        }
    }

    @EveryJdk
    void shouldResolveWithReasonExitWhenTheApplicationEndsWhileFiring(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver))
                    .main("com.acme.Application", "slow:120", "read")
                    .runUntilTold(receiver);

            Request firing = receiver.requests("latency", "firing").get(0);
            List<Request> resolved = receiver.requests("latency", "resolved");
            assertThat(resolved).hasSize(1);
            assertThat(Json.object(resolved.get(0).json(), "metadata")).containsEntry("reason", "exit");
            assertThat(resolved.get(0).text("fingerprint")).isEqualTo(firing.text("fingerprint"));
            assertThat(resolved.get(0).text("starts_at")).isEqualTo(firing.text("starts_at"));
            assertThat(Instant.parse(resolved.get(0).text("ends_at")))
                    .isAfterOrEqualTo(Instant.parse(firing.text("starts_at")));
            assertThat(resolved.get(0).text("id")).isNotEqualTo(firing.text("id"));
        }
    }

    @EveryJdk
    void shouldWriteTheSameJsonInItsLogWhenTheFormatIsJson(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver) + ";log.format=json")
                    .main("com.acme.Application", "slow:120", "read")
                    .runUntilTold(receiver);

            List<Map<String, Object>> alerts = outcome.errorLines().stream()
                    .map(Json::object)
                    .filter(line -> line.containsKey("alert"))
                    .map(line -> Json.object(line, "alert"))
                    .toList();
            assertThat(alerts)
                    .contains(receiver.requests("latency", "firing").get(0).json());
        }
    }
}
