package io.nightjar.export.otlp;

import io.nightjar.config.OtlpSettings;
import io.nightjar.config.Secret;
import io.nightjar.export.metric.MetricSink;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.ShownUrl;
import io.nightjar.sink.http.TransportFailure;
import io.nightjar.sink.http.Urls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a request of what is counted now and sends it to one collector. One push at a time. */
final class OtlpPush {
    private static final String PATH = "/v1/metrics";
    private static final int FIRST_BYTES = 16 * 1024;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final OtlpSettings settings;
    private final Consumer<MetricSink> metrics;
    private final @Nullable GenAiCounts generations;
    private final HttpTransport transport;
    private final InstantSource wallClock;
    private final long sinceUnixNanos;
    private final URI url;
    private final Map<String, String> headers = new LinkedHashMap<>();
    /** As large as the last request was, and a little more. */
    private int bytes = FIRST_BYTES;

    /**
     * To the collector of these settings.
     *
     * @param metrics what is counted
     * @param generations what is counted of generations; null for nothing
     * @param since since when all of it is counted
     */
    OtlpPush(
            OtlpSettings settings,
            Consumer<MetricSink> metrics,
            @Nullable GenAiCounts generations,
            HttpTransport transport,
            InstantSource wallClock,
            Instant since) {
        this.settings = settings;
        this.metrics = metrics;
        this.generations = generations;
        this.transport = transport;
        this.wallClock = wallClock;
        sinceUnixNanos = unixNanos(since);
        url = Urls.withPath(settings.endpoint(), PATH);
        headers.putAll(HttpHeaders.json());
        boolean authorized = false;
        for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
            headers.put(header.getKey(), header.getValue().reveal());
            authorized |= header.getKey().equalsIgnoreCase("Authorization");
        }
        if (!authorized) {
            HttpHeaders.addUserOf(settings.endpoint(), headers);
        }
    }

    static long unixNanos(Instant instant) {
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }

    /** Everything as it is now. */
    byte[] body() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        try (MetricJson json = new MetricJson(out, settings.resource(), unixNanos(wallClock.instant()))) {
            metrics.accept(new OtlpSink(json, sinceUnixNanos));
            if (generations != null) {
                generations.writeTo(json);
            }
        }
        bytes = out.size() + out.size() / 8;
        return out.toByteArray();
    }

    /** Sends everything as it is now, and waits for the answer. */
    PushAnswer send(Duration limit) throws IOException, InterruptedException {
        HttpMessage message = new HttpMessage(url, headers, body());
        try {
            return PushAnswer.of(transport.post(message, limit), wallClock.instant());
        } catch (TransportFailure failure) {
            return PushAnswer.of(failure);
        } catch (IOException failed) {
            return PushAnswer.of(TransportFailure.of(failed, limit));
        }
    }

    /** For a person: scheme, host and port. */
    String place() {
        return ShownUrl.of(settings.endpoint());
    }
}
