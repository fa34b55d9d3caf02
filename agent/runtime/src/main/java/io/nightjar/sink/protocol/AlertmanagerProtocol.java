package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.Secret;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.ShownUrl;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alertmanager's v2 API, at one or several URLs, each of which gets the state of every condition. Immutable; thread-safe. */
public final class AlertmanagerProtocol implements Protocol {
    private final String name;
    private final Alertmanager settings;

    /** @param name the destination's */
    public AlertmanagerProtocol(String name, Alertmanager settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public Object settings() {
        return settings;
    }

    @Override
    public List<URI> urls() {
        return settings.urls();
    }

    @Override
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        addRevealed(secrets, settings.password());
        addRevealed(secrets, settings.bearer());
        return secrets;
    }

    private static void addRevealed(List<String> secrets, @Nullable Secret secret) {
        if (secret != null) {
            secrets.add(secret.reveal());
        }
    }

    @Override
    public NoticeKind takes() {
        return NoticeKind.CONDITION;
    }

    @Override
    public String destinationKey(URI url) {
        return name + ' ' + ShownUrl.of(url);
    }

    /** What an earlier sink of the same URL has sent is still repeated. */
    @Override
    public AlertSink sink(
            URI url, HttpTransport transport, NanoClock clock, InstantSource wall, @Nullable AlertSink before) {
        ActiveAlerts activeAlerts =
                before instanceof AlertmanagerSink earlier ? earlier.activeAlerts() : new ActiveAlerts();
        return new AlertmanagerSink(name, url, settings, activeAlerts, transport, clock, wall);
    }

    @Override
    public void rehearse(Alert alert, Instant now) {
        AlertJson.bytes(List.of(AlertmanagerPayload.labels(alert), AlertmanagerPayload.annotations(alert)));
    }
}
