package io.nightjar.sink.http;

import io.nightjar.config.DeliverySettings.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The transport that all destinations share, made at the first message and then kept: until then no class of HTTP or
 * TLS is loaded. Thread-safe.
 */
public final class LazyTransport implements HttpTransport {
    private final Http settings;
    private @Nullable HttpTransport made;
    private boolean withoutClient;
    private @Nullable HttpTransport forOddHosts;

    public LazyTransport(Http settings) {
        this.settings = settings;
    }

    @Override
    public HttpAnswer post(HttpMessage message, Duration limit) throws IOException, InterruptedException {
        HttpTransport used = transport(message.uri());
        try {
            return used.post(message, limit);
        } catch (TransportFailure failure) {
            Throwable internal = failure.internalFailure();
            if (internal != null) {
                replace(used, internal);
            }
            throw failure;
        } catch (LinkageError unusable) {
            replace(used, unusable);
            throw unusable;
        }
    }

    /**
     * Discards a transport that failed inside the agent, so that the next attempt makes a new one; of the older kind where a
     * class of the client cannot be used. The other destinations' requests that are under way go on.
     */
    private synchronized void replace(HttpTransport failed, Throwable internal) {
        withoutClient |= internal instanceof LinkageError;
        if (made == failed) {
            made = null;
        }
        if (forOddHosts == failed) {
            forOddHosts = null;
        }
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
            transport = make();
            made = transport;
        }
        return transport;
    }

    /** Where the client's classes cannot be used, for one of them could not be initialised once, the older way remains. */
    private HttpTransport make() throws IOException {
        if (withoutClient || !hasHttpClient()) {
            return UrlConnectionTransport.create(settings);
        }
        try {
            return JdkHttpTransport.create(settings);
        } catch (LinkageError unusable) {
            withoutClient = true;
            return UrlConnectionTransport.create(settings);
        }
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
