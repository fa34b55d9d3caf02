package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that takes one alert a request: the message for an alert, without carrying it. Immutable; thread-safe. */
public abstract class SingleAlertProtocol implements Protocol {
    private final Object settings;
    private final URI configuredUrl;
    private final Endpoint endpoint;

    /**
     * @param settings what it is made of
     * @param configuredUrl as the user wrote it
     * @param endpoint where messages go
     */
    SingleAlertProtocol(Object settings, URI configuredUrl, Endpoint endpoint) {
        this.settings = settings;
        this.configuredUrl = configuredUrl;
        this.endpoint = endpoint;
    }

    /** Where messages go. */
    public final Endpoint endpoint() {
        return endpoint;
    }

    /** The message of one attempt. */
    public abstract HttpMessage message(Alert alert, Instant now);

    /** Whether 410 means that the receiver wants nothing any more. */
    public boolean goneStops() {
        return false;
    }

    @Override
    public final String key() {
        return endpoint.key();
    }

    @Override
    public final Object settings() {
        return settings;
    }

    @Override
    public final List<URI> urls() {
        return List.of(configuredUrl);
    }

    @Override
    public final NoticeKind takes() {
        return NoticeKind.NOTIFICATION;
    }

    @Override
    public final AlertSink sink(
            URI url, HttpTransport transport, NanoClock clock, InstantSource wall, @Nullable AlertSink before) {
        return new SingleAlertSink(this, transport, wall);
    }

    @Override
    public final void rehearse(Alert alert, Instant now) {
        message(alert, now);
    }
}
