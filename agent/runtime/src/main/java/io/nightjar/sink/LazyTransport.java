package io.nightjar.sink;

import io.nightjar.config.DeliverySettings.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The transport that all destinations share, made at the first message and then kept: until then no class of HTTP or
 * TLS is loaded. Thread-safe.
 */
final class LazyTransport implements HttpTransport {
    private final Http settings;
    private @Nullable HttpTransport made;
    private @Nullable HttpTransport forOddHosts;

    LazyTransport(Http settings) {
        this.settings = settings;
    }

    @Override
    public HttpAnswer post(HttpMessage message, Duration limit) throws IOException, InterruptedException {
        return transport(message.uri()).post(message, limit);
    }

    @Override
    public synchronized void shutdown() {
        HttpTransport transport = made;
        made = null;
        forOddHosts = null;
        if (transport != null) {
            transport.shutdown();
        }
    }

    /** A host with an underscore is none to {@code java.net.http}, which refuses its URL. */
    private synchronized HttpTransport transport(URI uri) throws IOException {
        if (uri.getHost() != null) {
            return transport();
        }
        HttpTransport transport = forOddHosts;
        if (transport == null) {
            transport = UrlConnectionTransport.create(settings);
            forOddHosts = transport;
        }
        return transport;
    }

    private synchronized HttpTransport transport() throws IOException {
        HttpTransport transport = made;
        if (transport == null) {
            transport = hasHttpClient() ? JdkHttpTransport.create(settings) : UrlConnectionTransport.create(settings);
            made = transport;
        }
        return transport;
    }

    /** A modular application may have been started without the module. */
    private static boolean hasHttpClient() {
        try {
            Class.forName("java.net.http.HttpClient", false, LazyTransport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
