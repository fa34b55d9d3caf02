package io.nightjar.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests go by a proxy. This JVM's own host is always reached directly. Immutable.
 *
 * @param http for {@code http} URLs, {@code http://host:port}; null for none
 * @param https for {@code https} URLs; null for none
 * @param direct hosts that are reached directly, and their subdomains; {@code *} stands for any characters
 */
public record Proxies(@Nullable URI http, @Nullable URI https, List<String> direct) {
    public static final Proxies NONE = new Proxies(null, null, List.of());

    public Proxies {
        direct = List.copyOf(direct);
    }

    /** The proxy for that URL; null where it is reached directly. */
    public @Nullable URI of(URI url) {
        URI proxy = "https".equalsIgnoreCase(url.getScheme()) ? https : http;
        String host = HostOf.host(url);
        return proxy == null || host == null || isDirect(host.toLowerCase(Locale.ROOT)) ? null : proxy;
    }

    private boolean isDirect(String host) {
        if (isLoopback(host)) {
            return true;
        }
        for (String each : direct) {
            String own = each.toLowerCase(Locale.ROOT);
            int port = own.lastIndexOf(':');
            own = port > 0 && port == own.indexOf(':') ? own.substring(0, port) : own;
            own = own.startsWith(".") ? own.substring(1) : own;
            if (!own.isEmpty()
                    && (Glob.matches(own, host)
                            || Glob.matches("*.".concat(own), host)
                            || host.equals("[".concat(own).concat("]")))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoopback(String host) {
        boolean name = host.equals("localhost") || host.endsWith(".localhost");
        return name || host.equals("[::1]") || host.equals("[0:0:0:0:0:0:0:1]") || isLoopbackAddress(host);
    }

    private static boolean isLoopbackAddress(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) != '.' && (host.charAt(i) < '0' || host.charAt(i) > '9')) {
                return false;
            }
        }
        return host.startsWith("127.");
    }
}
