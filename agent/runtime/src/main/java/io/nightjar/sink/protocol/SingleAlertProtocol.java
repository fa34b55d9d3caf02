package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A service that takes one alert a request: the message for an alert, without carrying it. Immutable; thread-safe. */
public interface SingleAlertProtocol extends Protocol {
    /** Where messages go. */
    Endpoint endpoint();

    /** The message of one attempt. */
    HttpMessage message(Alert alert, Instant now);

    /** Whether 410 means that the receiver wants nothing any more. */
    default boolean goneStops() {
        return false;
    }

    @Override
    default String key() {
        return endpoint().key();
    }

    @Override
    default Delivery.Kind takes() {
        return Delivery.Kind.NOTIFICATION;
    }

    @Override
    default AlertSink sink(
            URI url, HttpTransport transport, NanoClock clock, InstantSource wall, @Nullable AlertSink before) {
        return new SingleAlertSink(this, transport, wall);
    }

    @Override
    default void rehearse(Alert alert, Instant now) {
        message(alert, now);
    }
}
