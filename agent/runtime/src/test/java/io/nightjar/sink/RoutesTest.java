package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Service;
import io.nightjar.config.Destination;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.Route;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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

    private static Destination destination(String name, Service service, String when, boolean resolved)
            throws AlertMatcherException {
        AlertMatcher matcher = when.isEmpty() ? AlertMatcher.ALL : AlertMatcher.parse(when);
        return new Destination(
                name,
                service,
                new Route(
                        name,
                        service instanceof Alertmanager ? NoticeKind.CONDITION : NoticeKind.NOTIFICATION,
                        matcher,
                        resolved,
                        Duration.ZERO,
                        null,
                        null));
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

    @Test
    void shouldSendWhatTheMatcherMeansAndItsEndWhateverItsSeverityIsThen() throws Exception {
        start(
                destination("every", Settings.webhook(all.url("/")), "", true),
                destination("oncall", Settings.webhook(severe.url("/")), "severity>=error", true));

        dispatcher.onNotification(Alerts.firing("1", "mild", Severity.WARNING));
        dispatcher.onNotification(Alerts.firing("2", "grows", Severity.WARNING));
        dispatcher.onNotification(Alerts.firing("3", "grows", Severity.ERROR));
        dispatcher.onNotification(Alerts.resolved("4", "mild", Severity.WARNING));
        dispatcher.onNotification(Alerts.resolved("5", "grows", Severity.WARNING));
        awaitSent("every", 5);
        awaitSent("oncall", 2);

        assertThat(all.ids()).containsExactly("1", "2", "3", "4", "5");
        assertThat(severe.ids()).containsExactly("3", "5");
        assertThat(counters("oncall").raised()).isEqualTo(2);
    }

    @Test
    void shouldSendNoEndsWhenADestinationWantsNone() throws Exception {
        start(
                destination("every", Settings.webhook(all.url("/")), "", true),
                destination("begins", Settings.webhook(severe.url("/")), "", false));

        dispatcher.onNotification(Alerts.firing("1", "f"));
        dispatcher.onNotification(Alerts.resolved("2", "f"));
        dispatcher.onNotification(Alerts.firing("3", "g"));
        awaitSent("every", 3);
        awaitSent("begins", 2);

        assertThat(severe.ids()).containsExactly("1", "3");
    }

    @Test
    void shouldEndAStateAtAlertmanagerWhenItsMatcherDoesNotMeanItAnyMore() throws Exception {
        start(destination("am", Settings.alertmanager(all.url("")), "severity>=error", true));

        dispatcher.onCondition(Alerts.firing("1", "f", Severity.WARNING));
        dispatcher.onCondition(Alerts.firing("2", "f", Severity.ERROR));
        awaitSent("am", 1);
        dispatcher.onCondition(Alerts.firing("3", "f", Severity.WARNING));
        awaitSent("am", 2);

        List<ScriptedReceiver.Received> requests = all.received();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).text()).contains("\"severity\":\"error\"").doesNotContain("warning");
        assertThat(requests.get(1).text()).contains("\"severity\":\"error\"").contains("\"endsAt\"");

        dispatcher.onCondition(Alerts.resolved("4", "f", Severity.WARNING));
        dispatcher.onCondition(Alerts.firing("5", "g", Severity.CRITICAL));
        awaitSent("am", 3);
        assertThat(counters("am").raised())
                .as("an end that was sent is not sent again")
                .isEqualTo(3);
    }

    @Test
    void shouldFollowAnotherMatcherAfterAReloadAndKeepTheQueue() throws Exception {
        start(destination("hook", Settings.webhook(all.url("/")), "severity>=critical", true));
        dispatcher.onNotification(Alerts.firing("1", "f"));
        awaitSent("log", 1);

        dispatcher.replaceSettings(settings(destination("hook", Settings.webhook(all.url("/")), "", true)));
        dispatcher.onNotification(Alerts.firing("2", "f"));
        awaitSent("hook", 1);

        assertThat(all.ids()).containsExactly("2");
    }
}
