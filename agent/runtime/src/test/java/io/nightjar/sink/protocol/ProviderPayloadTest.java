package io.nightjar.sink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.Settings;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.ShownUrl;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderPayloadTest {
    private static final String LONG = "x<&>\uD83D\uDE00".repeat(120_000);

    @Test
    void shouldTriggerAndResolveAtPagerDutyUnderOneKey() throws IOException {
        SingleAlertProtocol pagerDuty = pagerDuty("https://events.pagerduty.com");

        HttpMessage trigger = pagerDuty.message(Alerts.firing("1", "9f2c", Severity.CRITICAL), Alerts.START);
        HttpMessage resolve = pagerDuty.message(Alerts.resolved("2", "9f2c"), Alerts.START);

        assertThat(trigger.uri()).hasToString("https://events.pagerduty.com/v2/enqueue");
        assertThat(json(trigger))
                .containsEntry("routing_key", "R".repeat(32))
                .containsEntry("event_action", "trigger")
                .containsEntry("dedup_key", "9f2c")
                .containsEntry("client", "nightjar");
        assertThat(object(json(trigger), "payload"))
                .containsEntry("severity", "critical")
                .containsEntry("source", "host:4711")
                .containsEntry("timestamp", "2026-11-22T14:03:11.482Z")
                .containsEntry("component", "onnxruntime.run")
                .containsEntry("group", "orchestrator")
                .containsEntry("class", "latency");
        assertThat(object(object(json(trigger), "payload"), "custom_details")).containsEntry("latency_ms", 812.4);
        assertThat(json(resolve)).containsEntry("event_action", "resolve").containsEntry("dedup_key", "9f2c");
    }

    @Test
    void shouldKeepToPagerDutysLimits() throws IOException {
        HttpMessage message =
                pagerDuty("https://events.pagerduty.com/v2/enqueue").message(huge(), Alerts.START);

        assertThat(message.uri()).hasToString("https://events.pagerduty.com/v2/enqueue");
        assertThat(message.body().length).isLessThanOrEqualTo(PagerDutyProtocol.BODY_BYTES);
        assertThat((String) object(json(message), "payload").get("summary"))
                .hasSizeLessThanOrEqualTo(1024)
                .endsWith("…");
        assertThat(object(json(message), "payload")).doesNotContainKey("custom_details");
        assertThat((String) json(message).get("dedup_key")).hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void shouldOpenAndCloseAtOpsgenieByAlias() throws IOException {
        SingleAlertProtocol opsgenie = opsgenie("https://api.atlassian.com/jsm/ops/integration/");

        HttpMessage open = opsgenie.message(Alerts.firing("1", "9f2c", Severity.CRITICAL), Alerts.START);
        HttpMessage close = opsgenie.message(Alerts.resolved("2", "9f2c"), Alerts.START);

        assertThat(open.uri()).hasToString("https://api.atlassian.com/jsm/ops/integration/v2/alerts");
        assertThat(open.headers()).containsEntry("Authorization", "GenieKey k-e-y");
        assertThat(json(open))
                .containsEntry("alias", "9f2c")
                .containsEntry("priority", "P1")
                .containsEntry("source", "host:4711")
                .containsEntry("tags", List.of("nightjar", "latency", "critical"));
        assertThat(object(json(open), "details"))
                .containsEntry("latency_ms", "812.4")
                .containsEntry("model", "minilm-9f2c");
        assertThat(close.uri())
                .hasToString("https://api.atlassian.com/jsm/ops/integration/v2/alerts/9f2c/close?identifierType=alias");
    }

    @Test
    void shouldKeepToOpsgeniesLimits() throws IOException {
        Map<String, Object> body = json(opsgenie("https://api.opsgenie.com").message(huge(), Alerts.START));

        assertThat((String) body.get("message")).hasSizeLessThanOrEqualTo(130);
        assertThat((String) body.get("description")).hasSizeLessThanOrEqualTo(15_000);
        assertThat((String) body.get("alias")).hasSizeLessThanOrEqualTo(512);
        int details = 0;
        for (Map.Entry<String, Object> detail : object(body, "details").entrySet()) {
            details += detail.getKey().length() + ((String) detail.getValue()).length();
        }
        assertThat(details).isPositive().isLessThanOrEqualTo(8_000);
    }

    @Test
    void shouldWriteToSlackWithinItsLimitsAndWithoutItsMarkup() throws IOException {
        SingleAlertProtocol slack =
                new SlackProtocol("slack", new Slack(URI.create("https://hooks.slack.com/services/T/B/x")));

        Map<String, Object> small = json(slack.message(Alerts.firing("1", "f"), Alerts.START));
        Map<String, Object> large = json(slack.message(huge(), Alerts.START));

        assertThat((String) small.get("text")).startsWith("[error] Latency threshold exceeded for onnxruntime.run");
        assertThat((String) large.get("text"))
                .hasSizeLessThanOrEqualTo(4_000)
                .doesNotContain("<")
                .contains("&lt;&amp;&gt;");
        assertThat((List<?>) large.get("blocks"))
                .hasSizeLessThanOrEqualTo(50)
                .allSatisfy(block -> assertThat(block.toString()).hasSizeLessThan(3_200));
        assertThat((String) json(slack.message(Alerts.resolved("2", "f"), Alerts.START))
                        .get("text"))
                .startsWith("[resolved]");
    }

    @Test
    void shouldCutNoCharacterInTwo() {
        assertThat(FieldLimits.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
        assertThat(FieldLimits.cut("ab\uD83D\uDE00cd", 5)).isEqualTo("ab\uD83D\uDE00…");
        assertThat(FieldLimits.cut("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
    }

    @Test
    void shouldShowNoSecretInAnyTextForm() {
        HttpMessage message =
                pagerDuty("https://user:hush@events.pagerduty.com/hush").message(huge(), Alerts.START);

        assertThat(message.toString()).isEqualTo("POST https://events.pagerduty.com");
        assertThat(ShownUrl.of(URI.create("https://user:hush@host:81/hush?hush")))
                .isEqualTo("https://host:81");
    }

    private static Alert huge() {
        Map<String, Object> metadata = new LinkedHashMap<>(Alerts.metadata());
        metadata.put("stack", LONG);
        return Alerts.with(Alerts.firing("1", "f".repeat(600)), Alerts.START, metadata, LONG);
    }

    private static SingleAlertProtocol pagerDuty(String url) {
        return new PagerDutyProtocol("pagerduty", new PagerDuty(Settings.secret("R".repeat(32)), URI.create(url)));
    }

    private static SingleAlertProtocol opsgenie(String url) {
        return new OpsgenieProtocol("opsgenie", new Opsgenie(Settings.secret("k-e-y"), URI.create(url)));
    }

    private static Map<String, Object> json(HttpMessage message) throws IOException {
        return AlertJson.parseObject(message.body());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> json, String name) {
        return (Map<String, Object>) json.get(name);
    }
}
