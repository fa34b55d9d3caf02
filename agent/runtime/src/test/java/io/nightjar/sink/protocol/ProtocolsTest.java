package io.nightjar.sink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.sink.Settings;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolsTest {
    private static final URI ONE = URI.create("http://one:9093/prefix");
    private static final URI OTHER = URI.create("http://other:9093");

    @Test
    void shouldListTheConfiguredProtocolsInTheOrderOfTheDocumentation() {
        DeliverySettings settings = Settings.delivery(
                Settings.NO_HTTP,
                null,
                Settings.webhook(URI.create("https://hooks.example/hush")),
                new Alertmanager(List.of(ONE, OTHER), null, null, null),
                new Slack(URI.create("https://hooks.slack.example/hush")));

        assertThat(Protocols.configured(settings))
                .extracting(Protocol::key)
                .containsExactly("webhook", "alertmanager", "slack");
        assertThat(Protocols.configured(settings))
                .extracting(Protocol::settings)
                .containsExactly(
                        Settings.of(settings, Webhook.class),
                        Settings.of(settings, Alertmanager.class),
                        Settings.of(settings, Slack.class));
        assertThat(Protocols.configured(settings))
                .extracting(Protocol::takes)
                .containsExactly(NoticeKind.NOTIFICATION, NoticeKind.CONDITION, NoticeKind.NOTIFICATION);
        assertThat(Protocols.configured(Settings.none())).isEmpty();
    }

    @Test
    void shouldNameEachDestinationWhenAProtocolHasSeveral() {
        Protocol alertmanager =
                new AlertmanagerProtocol("alertmanager", new Alertmanager(List.of(ONE, OTHER), null, null, null));

        assertThat(alertmanager.urls())
                .extracting(alertmanager::destinationKey)
                .containsExactly("alertmanager http://one:9093", "alertmanager http://other:9093");
    }

    @Test
    void shouldKeepWhatAnAlertmanagerWasSentWhenItsSinkIsReplaced() {
        Protocol before = new AlertmanagerProtocol("alertmanager", new Alertmanager(List.of(ONE), null, null, null));
        Protocol after = new AlertmanagerProtocol("alertmanager", new Alertmanager(List.of(ONE), "user", null, null));
        AlertmanagerSink sink = sink(before, null);

        assertThat(sink(after, sink).activeAlerts()).isSameAs(sink.activeAlerts());
        assertThat(sink(after, null).activeAlerts()).isNotSameAs(sink.activeAlerts());
    }

    private static AlertmanagerSink sink(Protocol protocol, AlertmanagerSink before) {
        return (AlertmanagerSink) protocol.sink(
                ONE,
                (message, limit) -> {
                    throw new IllegalStateException("nothing is sent");
                },
                NanoClock.SYSTEM,
                InstantSource.system(),
                before);
    }
}
