package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that takes one alert or one group a request: the message, without carrying it. Immutable; thread-safe. */
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

    /** The message of one attempt, whatever the delivery is. */
    public final HttpMessage message(Delivery delivery, Instant now) {
        AlertGroup group = delivery.group();
        if (delivery.isAcknowledgement()) {
            return acknowledgement(delivery.alert(), now);
        }
        return group == null ? message(delivery.alert(), now) : message(delivery.alert(), group, now);
    }

    /** The message of an alert that stands for itself. */
    public abstract HttpMessage message(Alert alert, Instant now);

    /** The message of a group; its summary has the group's status, identity and id. */
    abstract HttpMessage message(Alert summary, AlertGroup group, Instant now);

    /**
     * The message of an acknowledgement, from those that {@linkplain #takesAcknowledgements take} them.
     *
     * @param alert what is acknowledged, or a group's summary; its figure {@code acknowledged} says by whom
     */
    HttpMessage acknowledgement(Alert alert, Instant now) {
        throw new UnsupportedOperationException(key() + " takes no acknowledgements");
    }

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
        message(alert, new AlertGroup(alert.labels(), List.of(alert)), now);
        if (takesAcknowledgements()) {
            acknowledgement(alert, now);
        }
    }
}
