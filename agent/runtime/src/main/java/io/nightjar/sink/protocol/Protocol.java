package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of service that alerts can be sent to, with its settings. Immutable; thread-safe.
 *
 * <p>The extension point of delivery: a new kind of destination is a class of this interface and a line in
 * {@link Protocols}. One that takes one alert a request implements {@link SingleAlertProtocol}.
 */
public interface Protocol {
    /** The destination's name: the user's, or the type's, for example {@code webhook}. */
    String key();

    /** The settings it was made of: with equal ones its destinations stay as they are. */
    Object settings();

    /** The configured URLs: each is a destination. */
    List<URI> urls();

    /** What must never be shown, even where a peer echoes it. */
    List<String> secrets();

    /** Which deliveries its destinations take. */
    NoticeKind takes();

    /** Whether they take acknowledgements too, of conditions whose beginning they have got. */
    default boolean takesAcknowledgements() {
        return false;
    }

    /** What identifies the destination among all, also in the journal, where two of them do not differ. */
    default String destinationKey(URI url) {
        return key();
    }

    /**
     * The sink of one destination.
     *
     * @param before the sink that it replaces, of earlier settings of the same destination; null where there is none
     */
    AlertSink sink(URI url, HttpTransport transport, NanoClock clock, InstantSource wall, @Nullable AlertSink before);

    /** Makes what would be sent for an alert, so that its classes are initialised, and sends nothing. */
    void rehearse(Alert alert, Instant now);
}
