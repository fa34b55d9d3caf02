package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertIds;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Fingerprints;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.sink.http.ProbedTransport;
import io.nightjar.sink.protocol.LogSink;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.protocol.Protocols;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Outcome;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One test alert and its end, sent once to every destination, and what each answered. Confined to one thread. */
public final class DeliveryProbe {
    /**
     * What one destination answered to one of the two.
     *
     * @param destination for a person: scheme and host only
     * @param resolved whether it is the end that was answered
     * @param delivered whether it was taken
     * @param answer status and the beginning of the answer, secrets masked, or why there was none
     */
    public record Answer(String destination, boolean resolved, boolean delivered, String answer) {}

    private final AgentLog log;
    private final InstantSource wall;
    private final List<Answer> answers = new ArrayList<>();

    private DeliveryProbe(AgentLog log, InstantSource wall) {
        this.log = log;
        this.wall = wall;
    }

    /**
     * Sends to the log and then to each destination in turn; no attempt takes longer than the destination's time-out.
     *
     * @param labels of the test alert, {@code service} and {@code instance} among them
     */
    public static List<Answer> run(
            DeliverySettings settings, Map<String, String> labels, AgentLog log, InstantSource wall)
            throws InterruptedException {
        DeliveryProbe probe = new DeliveryProbe(log, wall);
        probe.run(settings, labels);
        return List.copyOf(probe.answers);
    }

    private void run(DeliverySettings settings, Map<String, String> labels) throws InterruptedException {
        Alert firing = firing(labels);
        Alert resolved = resolved(firing);
        attempt(new LogSink(log), new ProbedTransport(null, List.of()), firing, resolved);
        LazyTransport http = new LazyTransport(settings.http());
        List<Protocol> protocols = Protocols.configured(settings, log);
        for (NoticeKind kind : NoticeKind.values()) {
            for (Protocol protocol : protocols) {
                if (protocol.takes() == kind) {
                    attempt(protocol, http, firing, resolved);
                }
            }
        }
    }

    private void attempt(Protocol protocol, LazyTransport http, Alert firing, Alert resolved)
            throws InterruptedException {
        for (URI url : protocol.urls()) {
            ProbedTransport probed = new ProbedTransport(http, protocol.secrets());
            attempt(protocol.sink(url, probed, NanoClock.SYSTEM, wall, null), probed, firing, resolved);
        }
    }

    private void attempt(AlertSink sink, ProbedTransport transport, Alert firing, Alert resolved)
            throws InterruptedException {
        for (Alert alert : List.of(firing, resolved)) {
            transport.forget();
            Outcome outcome = sink.send(List.of(Delivery.condition(alert)), Duration.ofDays(1));
            boolean delivered = outcome instanceof Outcome.Delivered;
            answers.add(new Answer(sink.name(), alert == resolved, delivered, outcome.answer() + transport.excerpt()));
            if (!delivered) {
                return;
            }
        }
    }

    private Alert firing(Map<String, String> constantLabels) {
        Instant now = wall.instant();
        Map<String, String> labels = new LinkedHashMap<>(constantLabels);
        labels.put("operation", "nightjar.test-alert");
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("operation", "nightjar.test-alert");
        metadata.put("latency_ms", 2.0);
        metadata.put("threshold_ms", 1.0);
        metadata.put("excess_ratio", 2.0);
        metadata.put("suppressed", 0L);
        return new Alert(
                AlertType.LATENCY,
                Severity.WARNING,
                "Test alert: nothing is wrong, somebody ran test-alert",
                now,
                metadata,
                new AlertIds().next(now.toEpochMilli()),
                AlertStatus.FIRING,
                Fingerprints.of(AlertType.LATENCY, labels),
                now,
                null,
                labels);
    }

    private Alert resolved(Alert firing) {
        Instant now = wall.instant();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(firing.metadata());
        metadata.put("reason", "test");
        return new Alert(
                firing.type(),
                firing.severity(),
                Alert.RESOLVED_PREFIX + firing.message(),
                now,
                metadata,
                new AlertIds().next(now.toEpochMilli() + 1),
                AlertStatus.RESOLVED,
                firing.fingerprint(),
                firing.startsAt(),
                now.isBefore(firing.startsAt()) ? firing.startsAt() : now,
                firing.labels());
    }
}
