package io.nightjar.sink.http;

import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.HostOf;
import io.nightjar.config.Proxies;
import io.nightjar.host.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The transport on {@code java.net.http}: HTTP/1.1, own trust, own daemon threads. Thread-safe. */
public final class JdkHttpTransport implements HttpTransport {
    private static final int THREADS = 4;
    private static final int NO_CONTENT = 204;
    private static final int CAUSES = 10;
    private static final long THREAD_IDLE_SECONDS = 10;
    /** The client's own time-out comes first, because it distinguishes connecting from answering. */
    private static final long GRACE_MILLIS = 50;

    private final HttpClient client;
    private final Proxies proxies;

    private JdkHttpTransport(HttpClient client, Proxies proxies) {
        this.client = client;
        this.proxies = proxies;
    }

    public static HttpTransport create(Http settings) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TlsTrust.context(settings.caFile()))
                .proxy(new ProxyChoice(settings.proxies()))
                .executor(executor())
                .build();
        return new JdkHttpTransport(client, settings.proxies());
    }

    private static ThreadPoolExecutor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> DaemonThreads.named("nightjar-http", work));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public HttpAnswer post(HttpMessage message, Duration limit) throws IOException, InterruptedException {
        BoundedAnswer answer = new BoundedAnswer();
        try {
            resolve(message.uri());
            CompletableFuture<HttpResponse<Void>> response = client.sendAsync(request(message, limit), answer);
            await(response, limit);
        } catch (IllegalArgumentException unusable) {
            throw new TransportFailure("no request can be made of this URL and these headers", false);
        } catch (IOException | ExecutionException | TimeoutException failed) {
            if (answer.status() == 0 && isNoContentWithContent(failed)) {
                return new HttpAnswer(NO_CONTENT, null, "");
            }
            if (answer.status() == 0) {
                throw TransportFailure.of(failed, limit);
            }
        } catch (RuntimeException thrown) {
            throw TransportFailure.of(thrown, limit);
        }
        return answer.toHttpAnswer();
    }

    /**
     * Whether the peer answered 204 and sent a body all the same. The client refuses such an answer before anybody sees its
     * status, and shows it only in its message.
     */
    private static boolean isNoContentWithContent(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("with 204 response")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Looks the host up on the destination's own thread: a name service that blocks delays no other destination. */
    private void resolve(URI uri) throws IOException {
        URI proxy = proxies.of(uri);
        InetAddress.getByName(HostOf.host(proxy == null ? uri : proxy));
    }

    /** Since 21 a client can be ended; before, its selector thread ends once nobody refers to it. */
    @Override
    public void shutdown() {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException olderJvm) {
            return;
        }
    }

    private static HttpRequest request(HttpMessage message, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(message.uri())
                .timeout(limit)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.headers().forEach(request::setHeader);
        return request.build();
    }

    private static void await(CompletableFuture<?> response, Duration limit)
            throws InterruptedException, ExecutionException, IOException, TimeoutException {
        try {
            response.get(limit.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw TransportFailure.timedOut(limit);
        } finally {
            response.cancel(true);
        }
    }
}
