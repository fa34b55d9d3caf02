package io.nightjar.sink.protocol;

import io.nightjar.sink.http.ShownUrl;
import java.net.URI;
import java.time.Duration;

/**
 * Where a destination that takes one alert a request is. Immutable.
 *
 * @param key the destination's name, for example {@code webhook}
 * @param url where requests go; only scheme and host may be shown
 * @param timeout for connecting and the whole answer
 */
public record Endpoint(String key, URI url, Duration timeout) {
    /** For services that settings give no time-out. */
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    /** For a person. */
    String name() {
        return key + ' ' + ShownUrl.of(url);
    }

    @Override
    public String toString() {
        return "Endpoint[" + name() + ']';
    }
}
