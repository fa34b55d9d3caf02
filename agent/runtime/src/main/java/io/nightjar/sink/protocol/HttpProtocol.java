package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.sink.http.HttpMessage;
import java.time.Instant;
import java.util.List;

/** How one kind of service wants its alerts: the message for an alert, without carrying it. Immutable; thread-safe. */
public interface HttpProtocol {
    /** Where messages go. */
    Endpoint endpoint();

    /** The message of one attempt. */
    HttpMessage message(Alert alert, Instant now);

    /** Whether 410 means that the receiver wants nothing any more. */
    default boolean goneStops() {
        return false;
    }

    /** What must never be shown, even where a peer echoes it. */
    List<String> secrets();
}
