package io.nightjar.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code http.proxy} and {@code http.no-proxy}, or what the JVM was told of proxies. Stateless. */
final class ProxySection {
    private static final String[] VARIABLES = {"NO_PROXY", "no_proxy"};

    private ProxySection() {}

    /** @param systemProperties of the JVM; those of the {@code http} and {@code https} handlers are followed */
    static Proxies read(Values values, Map<String, String> systemProperties, Map<String, String> environment) {
        List<URI> own = values.urls(Key.HTTP_PROXY);
        URI proxy = own.isEmpty() ? null : own.get(0);
        List<String> direct = new ArrayList<>(TextList.of(values.text(Key.HTTP_NO_PROXY)));
        for (String variable : VARIABLES) {
            direct.addAll(TextList.of(environment.getOrDefault(variable, "")));
        }
        direct.addAll(TextList.of(
                systemProperties.getOrDefault("http.nonProxyHosts", "").replace('|', ',')));
        boolean set = values.find(Key.HTTP_PROXY) != null;
        return new Proxies(
                set ? proxy : ofJvm("http", 80, systemProperties),
                set ? proxy : ofJvm("https", 443, systemProperties),
                direct);
    }

    /** What the JVM was told; null where that is nothing, or no address of a proxy. */
    private static @Nullable URI ofJvm(String scheme, int usualPort, Map<String, String> properties) {
        String host = properties.getOrDefault(scheme.concat(".proxyHost"), "").strip();
        String port = properties.getOrDefault(scheme.concat(".proxyPort"), "").strip();
        if (host.isEmpty()) {
            return null;
        }
        try {
            String written = port.isEmpty() ? Integer.toString(usualPort) : port;
            URI proxy = new URI("http://".concat(host).concat(":").concat(written));
            return HostOf.host(proxy) == null || HostOf.port(proxy) <= 0 ? null : proxy;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }
}
