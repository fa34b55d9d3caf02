package io.nightjar.sink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Teams;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.Groups;
import io.nightjar.sink.Settings;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.queue.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupPayloadTest {
    private static final Alert CHAT = Groups.firing("chat", Severity.ERROR, 0);
    private static final Alert EMBED = Groups.resolved("embed", Severity.WARNING, 10);
    private static final Alert RANK = Groups.firing("rank", Severity.CRITICAL, 20);
    private static final Delivery ONE = Groups.of("G1", CHAT);
    private static final Delivery THREE = Groups.of("G3", CHAT, EMBED, RANK);
    private static final Delivery OVER =
            Groups.of("G0", Groups.resolved("chat", Severity.ERROR, 0), Groups.resolved("rank", Severity.CRITICAL, 20));
    private static final Delivery MANY = Groups.of("GM", Groups.BY_TYPE, Groups.many(1_000));

    @Test
    void shouldWriteAGroupAsTheContractSaysWhenTheFormatIsNightjars() {
        SingleAlertProtocol webhook = webhook(WebhookFormat.NIGHTJAR);
        String group = ",\"group\":{\"alert_type\":\"latency\"},\"alerts\":[";

        assertThat(text(webhook, ONE)).isEqualTo("{\"status\":\"firing\"" + group + AlertJson.text(CHAT) + "]}");
        assertThat(text(webhook, THREE))
                .isEqualTo("{\"status\":\"firing\"" + group + AlertJson.text(CHAT) + ',' + AlertJson.text(EMBED) + ','
                        + AlertJson.text(RANK) + "]}");
        assertThat(text(webhook, OVER)).startsWith("{\"status\":\"resolved\"" + group);
        assertThat(webhook.message(THREE, Alerts.START).headers()).containsEntry("webhook-id", "G3");
    }

    @Test
    void shouldLeaveOutWhatMattersLeastAndSayHowManyWhenAGroupIsLarge() throws IOException {
        Map<String, Object> body = json(webhook(WebhookFormat.NIGHTJAR), MANY);

        List<Map<String, Object>> alerts = list(body, "alerts");
        assertThat(body.keySet()).containsExactly("status", "group", "alerts", "truncated_alerts");
        assertThat(alerts.size() + ((Number) body.get("truncated_alerts")).intValue())
                .isEqualTo(1_000);
        assertThat(alerts)
                .hasSizeBetween(50, WebhookProtocol.MEMBERS)
                .allSatisfy(alert -> assertThat(alert).containsEntry("severity", "critical"))
                .last()
                .satisfies(alert -> assertThat(alert).containsEntry("id", "id-op998"));
        assertThat(webhook(WebhookFormat.NIGHTJAR).message(MANY, Alerts.START).body().length)
                .isLessThan(WebhookProtocol.MEMBERS_BYTES + 1_000);
    }

    @Test
    void shouldLeaveOutEndedMembersBeforeFiringOnesAndTheOldestFirst() {
        List<Alert> members = List.of(
                Groups.firing("a", Severity.WARNING, 0),
                Groups.resolved("b", Severity.CRITICAL, 1),
                Groups.firing("c", Severity.WARNING, 2),
                Groups.resolved("d", Severity.CRITICAL, 3),
                Groups.firing("e", Severity.ERROR, 4));
        Delivery delivery = Groups.of("G", Groups.BY_TYPE, members);

        assertThat(kept(delivery, 1)).containsExactly("id-e");
        assertThat(kept(delivery, 2)).containsExactly("id-c", "id-e");
        assertThat(kept(delivery, 3)).containsExactly("id-a", "id-c", "id-e");
        assertThat(kept(delivery, 4)).containsExactly("id-a", "id-c", "id-d", "id-e");
        assertThat(kept(delivery, 5)).containsExactly("id-a", "id-b", "id-c", "id-d", "id-e");
    }

    private static List<String> kept(Delivery delivery, int most) {
        List<String> ids = new ArrayList<>();
        GroupMembers members =
                GroupMembers.fitting(delivery.alert(), delivery.group(), most, Integer.MAX_VALUE, alert -> 1);
        members.alerts().forEach(alert -> ids.add(alert.id()));
        assertThat(members.leftOut()).isEqualTo(5 - most);
        return ids;
    }

    @Test
    void shouldSendOneMemberWhenEvenThatIsTooLarge() throws IOException {
        Map<String, Object> metadata = new LinkedHashMap<>(CHAT.metadata());
        metadata.put("stack", "x".repeat(100_000));
        Alert huge = Alerts.with(CHAT, CHAT.startsAt(), metadata, "huge");

        Map<String, Object> body = json(webhook(WebhookFormat.NIGHTJAR), Groups.of("G", huge, EMBED));

        assertThat(list(body, "alerts")).hasSize(1);
        assertThat(body).containsEntry("truncated_alerts", 1L);
    }

    @Test
    void shouldCountWhatAnEarlierProcessLeftOut() throws IOException {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("truncated_alerts", 7L));
        Delivery cut = new Delivery(
                Alerts.with(THREE.alert(), CHAT.startsAt(), metadata, "10 alerts: rank is slow"),
                THREE.group(),
                THREE.kind(),
                true,
                0,
                0);

        assertThat(json(webhook(WebhookFormat.NIGHTJAR), cut)).containsEntry("truncated_alerts", 7L);
        assertThat(json(webhook(WebhookFormat.ALERTMANAGER), cut)).containsEntry("truncatedAlerts", 7L);
        assertThat(text(slack(), cut)).contains("and 7 more");
    }

    @Test
    void shouldWriteAGroupAsAlertmanagerDoesWhenTheFormatIsAlertmanagers() {
        String head = """
                {"version":"4","groupKey":"{}:{alert_type=\\"latency\\"}","truncatedAlerts":0,"status":"firing",
                "receiver":"nightjar","groupLabels":{"alert_type":"latency"},
                """;
        String common = """
                "commonLabels":{"alertname":"NightjarLatency","alert_type":"latency","service":"orchestrator",
                "instance":"host:4711"},"commonAnnotations":{},"externalURL":"","alerts":[
                """;
        String chat = """
                {"status":"firing","labels":{"alertname":"NightjarLatency","alert_type":"latency","severity":"error",
                "service":"orchestrator","instance":"host:4711","operation":"chat"},
                "annotations":{"summary":"chat is slow","description":"chat is slow latency_ms=812.4 suppressed=0"},
                "startsAt":"2026-11-22T14:03:11.482Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"",
                "fingerprint":"fp-chat"}
                """;
        String embed = """
                {"status":"resolved","labels":{"alertname":"NightjarLatency","alert_type":"latency",
                "severity":"warning","service":"orchestrator","instance":"host:4711","operation":"embed"},
                "annotations":{"summary":"Resolved: embed is slow",
                "description":"Resolved: embed is slow latency_ms=812.4 suppressed=0"},
                "startsAt":"2026-11-22T14:03:21.482Z","endsAt":"2026-11-22T14:04:21.482Z","generatorURL":"",
                "fingerprint":"fp-embed"}
                """;
        String rank = """
                {"status":"firing","labels":{"alertname":"NightjarLatency","alert_type":"latency",
                "severity":"critical","service":"orchestrator","instance":"host:4711","operation":"rank"},
                "annotations":{"summary":"rank is slow","description":"rank is slow latency_ms=812.4 suppressed=0"},
                "startsAt":"2026-11-22T14:03:31.482Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"",
                "fingerprint":"fp-rank"}
                """;
        String commonOfOne = """
                "commonLabels":{"alertname":"NightjarLatency","alert_type":"latency","severity":"error",
                "service":"orchestrator","instance":"host:4711","operation":"chat"},
                "commonAnnotations":{"summary":"chat is slow","description":"chat is slow latency_ms=812.4 suppressed=0"},
                "externalURL":"","alerts":[
                """;
        SingleAlertProtocol webhook = webhook(WebhookFormat.ALERTMANAGER);

        assertThat(text(webhook, ONE)).isEqualTo(golden(head + commonOfOne + chat + "]}"));
        assertThat(text(webhook, THREE)).isEqualTo(golden(head + common + chat + "," + embed + "," + rank + "]}"));
    }

    @Test
    void shouldHaveEveryFieldOfAlertmanagersPayloadAndCountWhatIsLeftOut() throws IOException {
        Map<String, Object> body = json(webhook(WebhookFormat.ALERTMANAGER), MANY);

        List<Map<String, Object>> alerts = list(body, "alerts");
        assertThat(body)
                .containsOnlyKeys(
                        "version",
                        "groupKey",
                        "truncatedAlerts",
                        "status",
                        "receiver",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "externalURL",
                        "alerts")
                .containsEntry("truncatedAlerts", 1_000L - alerts.size());
        assertThat(alerts)
                .hasSizeLessThanOrEqualTo(WebhookProtocol.MEMBERS)
                .allSatisfy(alert -> assertThat(alert)
                        .containsOnlyKeys(
                                "status",
                                "labels",
                                "annotations",
                                "startsAt",
                                "endsAt",
                                "generatorURL",
                                "fingerprint"));
        assertThat(body.get("commonLabels"))
                .as("of all members, not of those that are in")
                .isEqualTo(Map.of(
                        "alertname",
                        "NightjarLatency",
                        "alert_type",
                        "latency",
                        "service",
                        "orchestrator",
                        "instance",
                        "host:4711"));
    }

    @Test
    void shouldWriteTheGroupKeyAsAlertmanagerDoes() throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("team", "a \"b\\c\"\nü");
        labels.put("layer", "");
        labels.put("alert_type", "latency");

        Map<String, Object> some = json(webhook(WebhookFormat.ALERTMANAGER), Groups.of("G", labels, List.of(CHAT)));
        Map<String, Object> none = json(webhook(WebhookFormat.ALERTMANAGER), Groups.of("G", Map.of(), List.of(CHAT)));

        assertThat(some)
                .containsEntry("groupKey", "{}:{alert_type=\"latency\", team=\"a \\\"b\\\\c\\\"\\nü\"}")
                .containsEntry("groupLabels", Map.of("alert_type", "latency", "team", "a \"b\\c\"\nü"));
        assertThat(none).containsEntry("groupKey", "{}:{}").containsEntry("groupLabels", Map.of());
    }

    @Test
    void shouldMakeOneIncidentOfAGroupAtPagerDuty() throws IOException {
        assertThat(text(pagerDuty(), THREE)).isEqualTo(golden("""
                {"routing_key":"RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR","event_action":"trigger","dedup_key":"group-fp",
                "payload":{"summary":"3 alerts: rank is slow","source":"host:4711","severity":"critical",
                "timestamp":"2026-11-22T14:08:11.482Z","group":"orchestrator","class":"latency",
                "custom_details":{"alerts":[
                "[critical] rank is slow, since 2026-11-22T14:03:31.482Z",
                "[error] chat is slow, since 2026-11-22T14:03:11.482Z",
                "[warning, resolved] embed is slow, since 2026-11-22T14:03:21.482Z, until 2026-11-22T14:04:21.482Z"],"firing":2,"suppressed":0,"labels":{"service":"orchestrator","instance":"host:4711",
                "alert_type":"latency"},"id":"G3","group":{"alert_type":"latency"}}},
                "client":"nightjar"}
                """));
        assertThat(json(pagerDuty(), OVER))
                .containsEntry("event_action", "resolve")
                .containsEntry("dedup_key", "group-fp");
        assertThat((List<?>) details(json(pagerDuty(), MANY)).get("alerts"))
                .hasSize(PagerDutyProtocol.MEMBERS)
                .last()
                .isEqualTo("and 901 more");
    }

    @Test
    void shouldDropTheDetailsOfAGroupWhenPagerDutyWouldNotTakeThem() throws IOException {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("stack", "x".repeat(600_000)));
        Delivery huge = new Delivery(
                Alerts.with(THREE.alert(), CHAT.startsAt(), metadata, "huge"),
                THREE.group(),
                THREE.kind(),
                false,
                0,
                0);

        Map<String, Object> body = json(pagerDuty(), huge);

        assertThat(AlertJson.bytes(body).length).isLessThan(PagerDutyProtocol.BODY_BYTES);
        assertThat(((Map<?, ?>) body.get("payload")).containsKey("custom_details"))
                .isFalse();
    }

    @Test
    void shouldMakeOneAlertOfAGroupAtOpsgenie() throws IOException {
        assertThat(text(opsgenie(), THREE)).isEqualTo(golden("""
                {"message":"3 alerts: rank is slow","alias":"group-fp",
                "description":"alert latency critical: 3 alerts: rank is slow [alert_type=latency] alerts=3 firing=2 suppressed=0\\n
                [critical] rank is slow, since 2026-11-22T14:03:31.482Z\\n
                [error] chat is slow, since 2026-11-22T14:03:11.482Z\\n
                [warning, resolved] embed is slow, since 2026-11-22T14:03:21.482Z, until 2026-11-22T14:04:21.482Z",
                "tags":["nightjar","latency","critical"],
                "details":{"service":"orchestrator","instance":"host:4711","alert_type":"latency","alerts":"3","firing":"2",
                "suppressed":"0"},
                "source":"host:4711","priority":"P1"}
                """));
        assertThat(opsgenie().message(OVER, Alerts.START).uri())
                .hasToString("https://api.opsgenie.com/v2/alerts/group-fp/close?identifierType=alias");
        assertThat((String) json(opsgenie(), OVER).get("note"))
                .startsWith("resolved latency critical: 2 alerts: rank is slow")
                .contains("\n[error, resolved] chat is slow, since ");
        assertThat((String) json(opsgenie(), MANY).get("description"))
                .hasSizeLessThanOrEqualTo(OpsgenieProtocol.DESCRIPTION_CHARS)
                .endsWith("\nand 901 more");
    }

    @Test
    void shouldKeepToOpsgeniesLimitWhenMessagesAreLong() throws IOException {
        String description = (String) json(opsgenie(), longMessages()).get("description");

        assertThat(description).hasSizeBetween(13_000, 15_000).matches("(?s).*\nand \\d+ more");
        assertThat(description.lines().count()
                        - 2
                        + Integer.parseInt(description.replaceAll("(?s).*and (\\d+) more", "$1")))
                .isEqualTo(100);
    }

    @Test
    void shouldWriteOneMessageOfAGroupToSlack() throws IOException {
        assertThat(text(slack(), THREE)).isEqualTo(golden("""
                {"text":"[critical] 3 alerts: rank is slow","blocks":[
                {"type":"section","text":{"type":"mrkdwn","text":"[critical] 3 alerts: rank is slow"}},
                {"CONTEXT"},
                {"type":"section","text":{"type":"mrkdwn","text":"[critical] rank is slow, since 2026-11-22T14:03:31.482Z"}},
                {"type":"section","text":{"type":"mrkdwn","text":"[error] chat is slow, since 2026-11-22T14:03:11.482Z"}},
                {"type":"section","text":{"type":"mrkdwn","text":
                "[warning, resolved] embed is slow, since 2026-11-22T14:03:21.482Z, until 2026-11-22T14:04:21.482Z"}}]}
                """).replace("{\"CONTEXT\"}", context(text(slack(), THREE))));
        assertThat((String) json(slack(), OVER).get("text")).isEqualTo("[resolved] 2 alerts: rank is slow");
        List<Map<String, Object>> blocks = list(json(slack(), MANY), "blocks");
        assertThat(blocks).hasSize(SlackProtocol.BLOCKS);
        assertThat(blocks.get(49).toString()).contains("and 953 more");
    }

    /** The order of its members is free. */
    private static String context(String body) {
        String labels = "service=orchestrator  instance=host:4711  alert_type=latency\\nalerts=3 firing=2 suppressed=0";
        String elements = "\"elements\":[{\"type\":\"mrkdwn\",\"text\":\"" + labels + "\"}]";
        String one = "{\"type\":\"context\"," + elements + '}';
        return body.contains(one) ? one : '{' + elements + ",\"type\":\"context\"}";
    }

    @Test
    void shouldKeepToSlacksLimitsAndEscapeItsMarkupWhenMessagesAreLong() throws IOException {
        Map<String, Object> body = json(slack(), longMessages());

        assertThat(list(body, "blocks"))
                .hasSizeBetween(6, 49)
                .last()
                .satisfies(block -> assertThat(block.toString()).containsPattern("and \\d+ more"));
        assertThat(body.toString()).doesNotContain("<");
        int chars = 0;
        for (Map<String, Object> block : list(body, "blocks")) {
            chars += block.get("text") instanceof Map<?, ?> text
                    ? text.get("text").toString().length()
                    : 0;
        }
        assertThat(chars).isBetween(5_000, SlackProtocol.SECTION_CHARS + SlackProtocol.MEMBERS_CHARS);
    }

    @Test
    void shouldWriteOneCardOfAGroupToTeams() throws IOException {
        assertThat(text(teams(), THREE))
                .isEqualTo(golden("""
                {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",
                "contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",
                "type":"AdaptiveCard","version":"1.4","body":[
                """ + run("[critical] 3 alerts: rank is slow", "Bolder", "Attention") + ","
                        + run("service=orchestrator  instance=host:4711  alert_type=latency", "Default", "Default")
                        + ","
                        + run("alerts=3 firing=2 suppressed=0", "Default", "Default") + ","
                        + run("[critical] rank is slow, since 2026-11-22T14:03:31.482Z", "Default", "Attention") + ","
                        + run("[error] chat is slow, since 2026-11-22T14:03:11.482Z", "Default", "Attention") + ","
                        + run(
                                "[warning, resolved] embed is slow, since 2026-11-22T14:03:21.482Z,"
                                        + " until 2026-11-22T14:04:21.482Z",
                                "Default",
                                "Good")
                        + "]}}]}"));
        assertThat(text(teams(), MANY)).contains("and 951 more");
        assertThat(text(teams(), OVER)).contains("[resolved] 2 alerts: rank is slow");
    }

    private static String run(String text, String weight, String color) {
        return "{\"type\":\"RichTextBlock\",\"inlines\":[{\"type\":\"TextRun\",\"text\":\"" + text + "\",\"weight\":\""
                + weight + "\",\"color\":\"" + color + "\"}]}";
    }

    @Test
    void shouldKeepACardBelowTheLimitOfTeamsWhenMessagesAreLong() {
        byte[] body = teams().message(longMessages(), Alerts.START).body();

        assertThat(body.length).isBetween(25_000, TeamsProtocol.CARD_BYTES);
        assertThat(new String(body, StandardCharsets.UTF_8)).containsPattern("and \\d+ more");
    }

    @Test
    void shouldAcknowledgeAtPagerDuty() {
        Delivery acknowledgement = Groups.acknowledgement(CHAT, "Mia", "looking", null);

        HttpMessage message = pagerDuty().message(acknowledgement, Alerts.START);

        assertThat(message.uri()).hasToString("https://events.pagerduty.com/v2/enqueue");
        assertThat(new String(message.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"routing_key\":\"" + "R".repeat(32)
                        + "\",\"event_action\":\"acknowledge\",\"dedup_key\":\"fp-chat\"}");
    }

    @Test
    void shouldAcknowledgeAtOpsgenie() {
        Delivery all = Groups.acknowledgement(CHAT, "Mia", "looking", "2026-11-22T16:00:00.000Z");
        Delivery nothing = Groups.acknowledgement(THREE.alert(), null, null, null);

        assertThat(opsgenie().message(all, Alerts.START).uri())
                .hasToString("https://api.opsgenie.com/v2/alerts/fp-chat/acknowledge?identifierType=alias");
        assertThat(opsgenie().message(all, Alerts.START).headers()).containsEntry("Authorization", "GenieKey k-e-y");
        assertThat(text(opsgenie(), all))
                .isEqualTo("{\"user\":\"Mia\",\"source\":\"host:4711\","
                        + "\"note\":\"looking (until 2026-11-22T16:00:00.000Z)\"}");
        assertThat(opsgenie().message(nothing, Alerts.START).uri())
                .hasToString("https://api.opsgenie.com/v2/alerts/group-fp/acknowledge?identifierType=alias");
        assertThat(text(opsgenie(), nothing)).isEqualTo("{\"source\":\"host:4711\"}");
    }

    @Test
    void shouldSayWhoTakesAcknowledgements() {
        assertThat(List.of(pagerDuty(), opsgenie())).allMatch(Protocol::takesAcknowledgements);
        assertThat(List.of(slack(), teams(), webhook(WebhookFormat.NIGHTJAR)))
                .noneMatch(Protocol::takesAcknowledgements);
    }

    @Test
    void shouldRehearseEveryMessageWithoutFailing() {
        for (Protocol protocol : List.of(pagerDuty(), opsgenie(), slack(), teams(), webhook(WebhookFormat.NIGHTJAR))) {
            protocol.rehearse(CHAT, Alerts.START);
            protocol.rehearse(EMBED, Alerts.START);
        }
        assertThat(EMBED.status()).isEqualTo(AlertStatus.RESOLVED);
    }

    /** A hundred members whose messages are long and grow when they are written. */
    private static Delivery longMessages() {
        List<Alert> members = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Alert member = Groups.firing("op" + i, Severity.ERROR, i);
            members.add(Alerts.with(member, member.startsAt(), member.metadata(), "<\"\u20AC".repeat(500)));
        }
        return Groups.of("GL", Groups.BY_TYPE, members);
    }

    private static String golden(String lines) {
        return lines.replace("\n", "");
    }

    private static SingleAlertProtocol webhook(WebhookFormat format) {
        Webhook settings =
                new Webhook(URI.create("https://hooks.example/"), null, Map.of(), Duration.ofSeconds(5), format);
        return new WebhookProtocol("webhook", settings, new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT));
    }

    private static SingleAlertProtocol pagerDuty() {
        return new PagerDutyProtocol(
                "pagerduty",
                new PagerDuty(Settings.secret("R".repeat(32)), URI.create("https://events.pagerduty.com")));
    }

    private static SingleAlertProtocol opsgenie() {
        return new OpsgenieProtocol(
                "opsgenie", new Opsgenie(Settings.secret("k-e-y"), URI.create("https://api.opsgenie.com")));
    }

    private static SingleAlertProtocol slack() {
        return new SlackProtocol("slack", new Slack(URI.create("https://hooks.slack.com/services/T/B/x")));
    }

    private static SingleAlertProtocol teams() {
        return new TeamsProtocol("teams", new Teams(URI.create("https://teams.example/workflows/x?sig=y")));
    }

    private static String text(SingleAlertProtocol protocol, Delivery delivery) {
        return new String(protocol.message(delivery, Alerts.START).body(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> json(SingleAlertProtocol protocol, Delivery delivery) throws IOException {
        return AlertJson.parseObject(protocol.message(delivery, Alerts.START).body());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> json, String name) {
        return (List<Map<String, Object>>) json.get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(Map<String, Object> json) {
        return (Map<String, Object>) ((Map<String, Object>) json.get("payload")).get("custom_details");
    }
}
