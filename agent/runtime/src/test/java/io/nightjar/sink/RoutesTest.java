package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Service;
import io.nightjar.config.Destination;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.Route;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.time.NanoClock;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which destination gets which alert. */
final class RoutesTest {
    private final ScriptedReceiver all = new ScriptedReceiver();
    private final ScriptedReceiver severe = new ScriptedReceiver();
    private AlertDispatcher dispatcher;

    @AfterEach
    void stop() {
        dispatcher.close();
        all.close();
        severe.close();
    }

    private static Destination destination(String name, Service service) {
        NoticeKind takes = service instanceof Alertmanager ? NoticeKind.CONDITION : NoticeKind.NOTIFICATION;
        return new Destination(name, service, Route.everything(name, takes));
    }

    private void start(Destination... destinations) {
        dispatcher = AlertDispatcher.create(
                settings(destinations),
                new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT),
                NanoClock.SYSTEM,
                InstantSource.system());
    }

    private static DeliverySettings settings(Destination... destinations) {
        return new DeliverySettings(
                List.of(destinations), Route.everything(Route.LOG, NoticeKind.NOTIFICATION), Settings.NO_HTTP, null);
    }

    private void awaitSent(String name, long count) {
        ScriptedReceiver.await(() -> counters(name).sent() == count, () -> name + ": " + counters(name));
    }

    private DestinationCounters counters(String name) {
        for (DestinationCounters counters : dispatcher.counters()) {
            if (counters.name().startsWith(name)) {
                return counters;
            }
        }
        throw new AssertionError("no destination " + name);
    }

    private void send(Alert alert, String... names) {
        dispatcher.onNotice(Notice.of(alert, NoticeKind.NOTIFICATION, Set.of(names)));
    }

    @Test
    void shouldSendToThoseThatTheNoticeNamesAndToNoOthers() throws Exception {
        start(
                destination("every", Settings.webhook(all.url("/"))),
                destination("oncall", Settings.webhook(severe.url("/"))));

        send(Alerts.firing("1", "f"), "log", "every");
        send(Alerts.firing("2", "f"), "every", "oncall");
        send(Alerts.resolved("3", "f"), "log", "every", "oncall");
        awaitSent("every", 3);
        awaitSent("oncall", 2);
        awaitSent("log", 2);

        assertThat(all.ids()).containsExactly("1", "2", "3");
        assertThat(severe.ids()).containsExactly("2", "3");
        assertThat(counters("oncall").raised()).isEqualTo(2);
    }

    @Test
    void shouldSayWhatHasArrivedWhere() throws Exception {
        start(
                destination("every", Settings.webhook(all.url("/"))),
                destination("oncall", Settings.webhook(severe.url("/"))));
        Queue<String> arrivals = new ConcurrentLinkedQueue<>();
        dispatcher.onArrival((id, destination, at) -> arrivals.add(id + " " + destination));

        send(Alerts.firing("1", "f"), "log", "every");
        send(Alerts.firing("2", "g"), "oncall");
        ScriptedReceiver.await(() -> arrivals.size() == 3, arrivals::toString);

        assertThat(arrivals).containsExactlyInAnyOrder("1 log", "1 every", "2 oncall");
    }

    @Test
    void shouldTellAFurtherAlertmanagerOfWhatFires() throws Exception {
        start(destination("am", Settings.alertmanager(all.url(""))));
        dispatcher.onNotice(Notice.of(Alerts.firing("1", "f"), NoticeKind.CONDITION, Set.of("am")));
        dispatcher.onNotice(Notice.of(Alerts.firing("2", "g"), NoticeKind.CONDITION, Set.of("am")));
        dispatcher.onNotice(Notice.of(Alerts.resolved("3", "g"), NoticeKind.CONDITION, Set.of("am")));
        awaitSent("am", 3);

        dispatcher.replaceSettings(settings(
                destination("am", new Alertmanager(List.of(all.url(""), severe.url("")), null, null, null))));
        ScriptedReceiver.await(() -> !severe.received().isEmpty(), () -> "nothing came");

        assertThat(severe.received().get(0).text()).contains("minilm-f").doesNotContain("minilm-g");
    }

    @Test
    void shouldEndWhatADestinationKnowsWhenItIsNoLongerConfigured() throws Exception {
        start(
                destination("every", Settings.webhook(all.url("/"))),
                destination("oncall", Settings.webhook(severe.url("/"))));
        send(Alerts.firing("1", "f"), "every", "oncall");
        send(Alerts.firing("2", "over"), "oncall");
        send(Alerts.resolved("3", "over"), "oncall");
        awaitSent("oncall", 3);

        dispatcher.replaceSettings(settings(destination("every", Settings.webhook(all.url("/")))));
        ScriptedReceiver.await(
                () -> severe.received().size() == 4, () -> severe.received().toString());

        assertThat(severe.received().get(3).text())
                .contains("\"status\":\"resolved\"")
                .contains("\"reason\":\"settings\"")
                .contains("\"fingerprint\":\"f\"");
        send(Alerts.resolved("4", "f"), "every");
        awaitSent("every", 2);
        assertThat(all.ids()).containsExactly("1", "4");
        assertThat(severe.received()).hasSize(4);
    }
}
