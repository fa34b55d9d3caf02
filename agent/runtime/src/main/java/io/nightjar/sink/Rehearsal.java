package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertIds;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings;
import io.nightjar.host.DaemonThreads;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.sink.http.TlsTrust;
import io.nightjar.sink.protocol.AlertWords;
import io.nightjar.sink.protocol.AnswerRules;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.protocol.Protocols;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.spool.JournalLines;
import io.nightjar.sink.spool.JournalRecord;
import io.nightjar.sink.spool.SyntheticResolve;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLEngine;

/**
 * A delivery that is sent to no receiver: an alert is written and read back, made into every message that the settings ask for, and
 * posted to a socket of the agent on loopback; where a destination wants TLS, the beginning of a handshake is made and thrown
 * away. Stateless.
 */
final class Rehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private Rehearsal() {}

    static void run(DeliverySettings settings, Instant now) throws Exception {
        Alert firing = alert(now);
        Alert end = SyntheticResolve.of(AlertJson.parse(AlertJson.bytes(firing)), now, SyntheticResolve.EXIT);
        AlertGroup group = new AlertGroup(end.labels(), List.of(end));
        Delivery grouped = new Delivery(end, group, NoticeKind.NOTIFICATION, false, 0, 0);
        for (Delivery delivery : List.of(Delivery.notification(end), grouped)) {
            JournalLines.write(new JournalRecord.Raised(delivery, Set.of("rehearsal"), Set.of()));
        }
        AlertWords.line(end);
        List<URI> urls = new ArrayList<>();
        for (Protocol protocol : Protocols.configured(settings)) {
            urls.addAll(protocol.urls());
            protocol.rehearse(firing, now);
            protocol.rehearse(end, now);
        }
        AnswerRules.retryAfter("Sun, 22 Nov 2026 14:01:30 GMT", now);
        post(new LazyTransport(settings.http()), AlertJson.bytes(firing));
        for (URI url : urls) {
            if ("https".equalsIgnoreCase(url.getScheme())) {
                beginHandshake(TlsTrust.context(settings.http().caFile()).createSSLEngine("localhost", 443));
                return;
            }
        }
    }

    private static Alert alert(Instant now) {
        Map<String, Object> metadata = new TreeMap<>(Map.of("latency_ms", 1.5, "suppressed", 0L));
        return new Alert(
                AlertType.LATENCY,
                Severity.WARNING,
                "rehearsal",
                now,
                metadata,
                new AlertIds().next(now.toEpochMilli()),
                AlertStatus.FIRING,
                "rehearsal",
                now,
                null,
                Map.of("service", "rehearsal", "instance", "rehearsal"));
    }

    private static void post(HttpTransport transport, byte[] body) throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout((int) LIMIT.toMillis());
            DaemonThreads.named("nightjar-prepare-peer", () -> answer(peer)).start();
            URI url =
                    new URI("http", null, peer.getInetAddress().getHostAddress(), peer.getLocalPort(), "/", null, null);
            transport.post(new HttpMessage(url, HttpHeaders.json(), body), LIMIT);
        } finally {
            transport.shutdown();
        }
    }

    private static void answer(ServerSocket peer) {
        try (Socket connection = peer.accept()) {
            connection.setSoTimeout((int) LIMIT.toMillis());
            InputStream in = connection.getInputStream();
            int ends = 0;
            for (int b = in.read(); b >= 0 && ends < 3; b = in.read()) {
                ends = b == '\n' ? ends + 2 : b == '\r' ? ends : 0;
            }
            connection.getOutputStream().write(ANSWER);
            connection.getOutputStream().flush();
            in.skip(HttpTransport.BODY_BOUND_BYTES);
        } catch (IOException nobodyCame) {
            return;
        }
    }

    /** The first message of a client initialises most of what a handshake needs. */
    private static void beginHandshake(SSLEngine engine) throws IOException {
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        engine.closeOutbound();
    }
}
