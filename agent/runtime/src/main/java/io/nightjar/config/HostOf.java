package io.nightjar.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of a URL, those included whose host has an underscore, as services of Compose and Swarm have: a
 * {@link URI} takes their authority and says neither. Stateless.
 */
public final class HostOf {
    private static final int HIGHEST_PORT = 65_535;

    private HostOf() {}

    /** Null where the URL has none. */
    public static @Nullable String host(URI url) {
        if (url.getHost() != null) {
            return url.getHost();
        }
        String text = hostAndPort(url);
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letter = c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
            if (!letter && (c != '.' || i == 0 || host.charAt(i - 1) == '.')) {
                return null;
            }
        }
        return host.isEmpty() || colon >= 0 && portOf(text.substring(colon + 1)) < 0 ? null : host;
    }

    /** Negative where the URL has none. */
    public static int port(URI url) {
        String text = url.getHost() == null ? hostAndPort(url) : "";
        int colon = text.lastIndexOf(':');
        return colon < 0 ? url.getPort() : portOf(text.substring(colon + 1));
    }

    private static String hostAndPort(URI url) {
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static int portOf(String text) {
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || port > HIGHEST_PORT) {
                return -1;
            }
            port = 10 * port + digit;
        }
        return text.isEmpty() ? -1 : port;
    }
}
