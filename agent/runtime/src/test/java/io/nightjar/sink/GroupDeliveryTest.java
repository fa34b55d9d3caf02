package io.nightjar.sink;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.sink.protocol.OpsgenieProtocol;
import io.nightjar.sink.protocol.PagerDutyProtocol;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.protocol.SlackProtocol;
import io.nightjar.sink.protocol.StandardWebhooks;
import io.nightjar.sink.protocol.WebhookProtocol;
import io.nightjar.sink.queue.Backoff;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryLog;
import io.nightjar.sink.queue.DeliveryQueue;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups and acknowledgements by a destination's own queue, thread and transport to a receiver on loopback. */
class GroupDeliveryTest {
    private static final Alert CHAT = Groups.firing("chat", Severity.ERROR, 0);
    private static final Alert RANK = Groups.firing("rank", Severity.CRITICAL, 20);
    private static final Delivery GROUP = Groups.of("01G", CHAT, RANK);
    private static final Delivery END = Groups.of(
            "02G", Groups.resolved("chat", Severity.ERROR, 0), Groups.resolved("rank", Severity.CRITICAL, 20));
    private static final Delivery ACKNOWLEDGEMENT =
            Groups.acknowledgement(GROUP.alert(), "Mia", "looking", "2026-11-22T16:00:00.000Z");

    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private final LogLines lines = new LogLines();
    private final LazyTransport transport = new LazyTransport(Settings.NO_HTTP);
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private DestinationWorker worker;

    @AfterEach
    void stop() throws InterruptedException {
        if (worker != null) {
            worker.drain(System.nanoTime());
            worker.awaitEnd();
        }
        transport.shutdown();
        receiver.close();
    }

    @Test
    void shouldTriggerAcknowledgeAndResolveOneIncidentAtPagerDutyWhenThereAreRefusals() {
        receiver.then(status(202), status(503), status(202), status(202));
        start(new PagerDutyProtocol(
                "pagerduty", new PagerDuty(Settings.secret("R".repeat(32)), receiver.url("/v2/enqueue"))));

        offer(GROUP, ACKNOWLEDGEMENT, END);
        receiver.awaitRequests(4);

        assertThat(receiver.received()).extracting(Received::target).containsOnly("/v2/enqueue");
        assertThat(receiver.received())
                .extracting(request -> request.json().get("event_action"))
                .containsExactly("trigger", "acknowledge", "acknowledge", "resolve");
        assertThat(receiver.received())
                .extracting(request -> request.json().get("dedup_key"))
                .containsOnly("group-fp");
        awaitSent(3);
        assertThat(worker.counters().failedAttempts()).isEqualTo(1);
        assertThat(done).contains("NOTIFICATION 01G true", "ACKNOWLEDGEMENT 01G true", "NOTIFICATION 02G true");
    }

    @Test
    void shouldOpenAcknowledgeAndCloseOneAlertAtOpsgenie() {
        receiver.otherwise(status(202));
        start(new OpsgenieProtocol("opsgenie", new Opsgenie(Settings.secret("k-e-y"), receiver.url("/jsm"))));

        offer(GROUP, ACKNOWLEDGEMENT, END);
        receiver.awaitRequests(3);

        assertThat(receiver.received())
                .extracting(Received::target)
                .containsExactly(
                        "/jsm/v2/alerts",
                        "/jsm/v2/alerts/group-fp/acknowledge?identifierType=alias",
                        "/jsm/v2/alerts/group-fp/close?identifierType=alias");
        assertThat(receiver.received().get(1).json())
                .isEqualTo(Map.of(
                        "user", "Mia", "source", "host:4711", "note", "looking (until 2026-11-22T16:00:00.000Z)"));
        assertThat(receiver.received())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("Authorization", "GenieKey k-e-y"));
        awaitSent(3);
    }

    @Test
    void shouldSendNoAcknowledgementToThoseThatTakeNone() {
        start(new SlackProtocol("slack", new Slack(receiver.url("/slack"))));

        offer(GROUP, ACKNOWLEDGEMENT, END);
        receiver.awaitRequests(2);

        awaitSent(2);
        assertThat(receiver.received())
                .extracting(request -> request.json().get("text"))
                .containsExactly("[critical] 2 alerts: rank is slow", "[resolved] 2 alerts: rank is slow");
        assertThat(worker.counters().suppressed()).isEqualTo(1);
        assertThat(done).contains("ACKNOWLEDGEMENT 01G false");
    }

    @Test
    void shouldSignAGroupUnderItsOwnId() {
        receiver.then(status(503));
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        start(new WebhookProtocol(
                "webhook",
                new Webhook(
                        receiver.url("/"),
                        Settings.secret(secret),
                        Map.of(),
                        Duration.ofSeconds(5),
                        WebhookFormat.NIGHTJAR),
                new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT)));

        offer(GROUP);
        receiver.awaitRequests(2);

        for (Received request : receiver.received()) {
            long second = Long.parseLong(request.headers().get("webhook-timestamp"));
            assertThat(request.headers())
                    .containsEntry("webhook-id", "01G")
                    .containsEntry(
                            "webhook-signature", StandardWebhooks.of(secret).signature("01G", second, request.body()));
            assertThat(request.json()).containsOnlyKeys("status", "group", "alerts");
        }
    }

    private void start(Protocol protocol) {
        DeliveryQueue queue = new DeliveryQueue(
                DeliveryQueue.CAPACITY,
                true,
                new Backoff(new Random(1)),
                (delivery, arrived) ->
                        done.add(delivery.kind() + " " + delivery.alert().id() + ' ' + arrived));
        worker = new DestinationWorker(
                "test-" + protocol.key(),
                queue,
                protocol.sink(protocol.urls().get(0), transport, NanoClock.SYSTEM, InstantSource.system(), null),
                NanoClock.SYSTEM,
                lines.log,
                new DeliveryLog(lines.log, NanoClock.SYSTEM));
    }

    private void offer(Delivery... deliveries) {
        for (Delivery delivery : deliveries) {
            worker.offer(delivery);
        }
    }

    private void awaitSent(long count) {
        ScriptedReceiver.await(
                () -> worker.counters().sent() == count, () -> worker.counters().toString());
    }
}
