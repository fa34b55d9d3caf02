package io.nightjar.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the console listens, and whom it serves. Immutable.
 *
 * @param host a name or an address; {@code 127.0.0.1} where only a port was said
 * @param port 0 for a free one
 * @param token of the API; null for none
 * @param metricsToken of the metrics; null for none
 * @param hosts further names that a request may be addressed to, in lower case
 */
public record ConsoleSettings(
        String host,
        int port,
        @Nullable Secret token,
        @Nullable Secret metricsToken,
        List<String> hosts) {
    /** Where only a port was said. */
    public static final String LOOPBACK = "127.0.0.1";

    public ConsoleSettings {
        hosts = List.copyOf(hosts);
    }

    /** As it is written, with the host. */
    public String listen() {
        return (host.indexOf(':') < 0 ? host : "[".concat(host).concat("]"))
                .concat(":")
                .concat(Integer.toString(port));
    }
}
