package io.nightjar.sink;

import io.nightjar.alert.Alert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How one kind of service wants its alerts: the message for an alert, without carrying it. Immutable; thread-safe. */
interface HttpProtocol {
    /** The destination's key, for example {@code webhook}. */
    String key();

    /** Where it goes, for showing scheme and host. */
    URI url();

    /** For connecting and the whole answer. */
    Duration timeout();

    /** The message of one attempt. */
    HttpMessage message(Alert alert, Instant now);

    /** Whether 410 means that the receiver wants nothing any more. */
    default boolean goneStops() {
        return false;
    }

    /** What must never be shown, even where a peer echoes it. */
    List<String> secrets();
}
