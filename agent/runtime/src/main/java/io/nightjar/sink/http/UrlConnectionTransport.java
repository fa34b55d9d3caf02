package io.nightjar.sink.http;

import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.HostOf;
import io.nightjar.host.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The transport on {@link HttpURLConnection}, for a JVM without {@code java.net.http}. Thread-safe. */
public final class UrlConnectionTransport implements HttpTransport {
    private final Http settings;
    private final ProxyChoice proxies;
    private @Nullable SSLSocketFactory sockets;

    private UrlConnectionTransport(Http settings, ProxyChoice proxies) {
        this.settings = settings;
        this.proxies = proxies;
    }

    public static HttpTransport create(Http settings) {
        return new UrlConnectionTransport(settings, new ProxyChoice(settings.proxies()));
    }

    /** Made for the first peer that wants TLS: what cannot be had of it harms no other. */
    private synchronized SSLSocketFactory sockets() throws IOException {
        SSLSocketFactory made = sockets;
        if (made == null) {
            made = TlsTrust.context(settings.caFile()).getSocketFactory();
            sockets = made;
        }
        return made;
    }

    /**
     * Posts on a thread of its own, because a read time-out starts anew with each byte; but looks the host up on the
     * destination's, so that a name service that blocks does not pile threads up.
     */
    @Override
    public HttpAnswer post(HttpMessage message, Duration limit) throws IOException, InterruptedException {
        Proxy proxy = proxies.proxy(message.uri());
        InetAddress.getByName(
                proxy.address() instanceof InetSocketAddress way ? way.getHostString() : HostOf.host(message.uri()));
        HttpURLConnection connection = open(message, proxy, limit);
        StatusSoFar soFar = new StatusSoFar();
        FutureTask<HttpAnswer> exchange = new FutureTask<>(() -> exchange(connection, message, soFar));
        DaemonThreads.named("nightjar-http", exchange).start();
        try {
            return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            HttpAnswer known = soFar.answer;
            if (known != null) {
                return known;
            }
            throw failed instanceof TimeoutException
                    ? TransportFailure.timedOut(limit)
                    : TransportFailure.of(failed, limit);
        } finally {
            exchange.cancel(true);
            connection.disconnect();
        }
    }

    private HttpURLConnection open(HttpMessage message, Proxy proxy, Duration limit) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) message.uri().toURL().openConnection(proxy);
        int limitMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit.toMillis()));
        connection.setConnectTimeout(limitMillis);
        connection.setReadTimeout(limitMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setAuthenticator(new Authenticator() {});
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(message.body().length);
        message.headers().forEach(connection::setRequestProperty);
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(sockets());
            https.setHostnameVerifier((host, session) -> false);
        }
        return connection;
    }

    private static HttpAnswer exchange(HttpURLConnection connection, HttpMessage message, StatusSoFar soFar)
            throws IOException {
        write(connection, message.body());
        int status = connection.getResponseCode();
        String retryAfter = connection.getHeaderField("Retry-After");
        if (status < 100) {
            throw new IOException("no HTTP");
        }
        soFar.answer = new HttpAnswer(status, retryAfter, "");
        return new HttpAnswer(status, retryAfter, excerpt(connection, status));
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        try (var out = connection.getOutputStream()) {
            out.write(body);
        } catch (IOException failed) {
            String why = String.valueOf(failed.getMessage());
            boolean ofAnotherHost = why.contains("HTTPS hostname"); // "… wrong: should be <…>", since 25 "Wrong …"
            throw ofAnotherHost ? new SSLPeerUnverifiedException("the certificate is for another host") : failed;
        }
    }

    private static String excerpt(HttpURLConnection connection, int status) throws IOException {
        InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (body == null) {
            return "";
        }
        byte[] kept = body.readNBytes(EXCERPT_BYTES);
        body.skip(BODY_BOUND_BYTES);
        return new String(kept, StandardCharsets.UTF_8);
    }

    /** What is known of an answer before it is whole. */
    private static final class StatusSoFar {
        volatile @Nullable HttpAnswer answer;
    }
}
