package io.nightjar.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.OtlpSettings;
import io.nightjar.config.Secret;
import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.MetricSink;
import io.nightjar.record.CallRecorder;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.sink.ScriptedReceiver.Received;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes to a collector that answers by a script, with a clock that stands still. */
class OtlpExporterTest {
    private static final long INTERVAL_NANOS = 60_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(5);
    private final AtomicLong calls = new AtomicLong(1);
    private final LogLines lines = new LogLines();
    private final ScriptedReceiver collector = new ScriptedReceiver();
    private final OtlpExporter exporter = new OtlpExporter(
            this::read, CallRecorder.create(nanos::get, 1), lines.log, nanos::get, InstantSource.system(), nanos.get());

    private void read(MetricSink sink) {
        sink.begin(Metric.CALLS);
        sink.value(OtlpSinkTest.labels("operation", "chat"), calls.getAndIncrement());
    }

    private OtlpSettings settings(String endpoint, Map<String, Secret> headers) {
        return new OtlpSettings(
                URI.create(endpoint),
                headers,
                Duration.ofNanos(INTERVAL_NANOS),
                Map.of("service.name", "s"),
                new Http(null, (URI) null));
    }

    private String base() {
        return "http://127.0.0.1:" + collector.port();
    }

    private static ScriptedReceiver.Answer answer(int status, String body, String... headers) {
        return out -> {
            StringBuilder head = new StringBuilder(
                    "HTTP/1.1 " + status + " Said\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
            for (String header : headers) {
                head.append("\r\n").append(header);
            }
            out.write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            out.flush();
        };
    }

    private void runAfter(long passedNanos) {
        nanos.addAndGet(passedNanos);
        exporter.run();
    }

    /** Pushes an interval later, and waits until that is settled. */
    private void pushed() {
        runAfter(INTERVAL_NANOS);
        awaitNoThread();
    }

    private static void awaitNoThread() {
        ScriptedReceiver.await(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("nightjar-otlp")),
                () -> "a push does not end");
    }

    @AfterEach
    void close() {
        collector.otherwise(ScriptedReceiver.status(200));
        exporter.close();
        collector.close();
    }

    @Test
    void shouldPushEverythingOnceAnInterval() {
        exporter.follow(settings(base(), Map.of()));
        exporter.run();
        assertThat(collector.received()).isEmpty();

        pushed();
        pushed();

        assertThat(collector.received()).hasSize(2);
        Received first = collector.received().get(0);
        assertThat(first.method() + ' ' + first.target()).isEqualTo("POST /v1/metrics");
        assertThat(first.headers())
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("authorization");
        OtlpSchema before = OtlpSchema.read(first.json());
        OtlpSchema after = OtlpSchema.read(collector.received().get(1).json());
        after.assertFollows(before);
        assertThat(after.families.get("nightjar.calls").points().get(0).value()).isEqualTo(2);
        assertThat(lines.text()).isEmpty();
        assertThat(lines.log.failures()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',/v1/metrics",
        "/,/v1/metrics",
        "/otlp/tenant,/otlp/tenant/v1/metrics",
        "/otlp/,/otlp/v1/metrics",
        "/v1/metrics,/v1/metrics",
        "/otlp?key=a%20b,/otlp/v1/metrics?key=a%20b"
    })
    void shouldPushBelowThePathOfTheEndpoint(String path, String target) {
        exporter.follow(settings(base() + path, Map.of()));

        pushed();

        assertThat(collector.received())
                .singleElement()
                .extracting(Received::target)
                .isEqualTo(target);
    }

    @Test
    void shouldSendTheUsersHeadersAndTheCredentialsOfTheEndpoint() {
        exporter.follow(settings(base().replace("//", "//me:p%40w@"), Map.of("X-Scope", Secret.of("a"))));
        pushed();
        exporter.follow(settings(base().replace("//", "//me:pw@"), Map.of("authorization", Secret.of("Bearer t"))));
        pushed();

        assertThat(collector.received().get(0).headers())
                .containsEntry("x-scope", "a")
                .containsEntry("authorization", "Basic bWU6cEB3");
        assertThat(collector.received().get(1).headers()).containsEntry("authorization", "Bearer t");
    }

    @ParameterizedTest
    @CsvSource({
        "413,,answered 413 (too large)",
        "400,,answered 400",
        "301,,answered 301 (redirects are not followed)",
        "200,<html>hello</html>,answered 200 with a page"
    })
    void shouldWaitForTheNextPushAndSayWhyOnceWhenTheCollectorRefuses(int status, String body, String said) {
        collector.otherwise(answer(status, body == null ? "" : body));
        exporter.follow(settings(base().replace("//", "//me:s3cret@") + "/s3cret", Map.of()));

        pushed();
        runAfter(INTERVAL_NANOS / 2);
        pushed();

        assertThat(collector.received()).hasSize(2);
        assertThat(lines.log.failures()).containsExactly(Map.entry("otlp.push", 2L));
        assertThat(lines.text()).containsOnlyOnce(said).contains(base()).doesNotContain("s3cret");
    }

    @Test
    void shouldSayEachReasonOnce() {
        collector.then(answer(413, ""), answer(400, ""), answer(413, ""), answer(400, ""));
        exporter.follow(settings(base(), Map.of()));

        for (int i = 0; i < 4; i++) {
            pushed();
        }

        assertThat(lines.text()).containsOnlyOnce("answered 413").containsOnlyOnce("answered 400");
        assertThat(lines.log.failures()).containsEntry("otlp.push", 4L);
    }

    @Test
    void shouldCarryAllWithTheNextTryWhenTheCollectorWasUnwell() {
        collector.then(answer(503, "", "Retry-After: 7"));
        exporter.follow(settings(base(), Map.of()));

        pushed();
        runAfter(6_000_000_000L);
        awaitNoThread();
        assertThat(collector.received()).hasSize(1);
        runAfter(1_000_000_000L);
        awaitNoThread();

        assertThat(collector.received()).hasSize(2);
        assertThat(OtlpSchema.read(collector.received().get(1).json())
                        .families
                        .get("nightjar.calls")
                        .points()
                        .get(0)
                        .value())
                .isEqualTo(2);
        assertThat(lines.log.failures()).containsExactly(Map.entry("otlp.push", 1L));
    }

    @Test
    void shouldGoOnWhenTheCollectorWasAway() {
        int port = collector.port();
        collector.close();
        exporter.follow(settings("http://127.0.0.1:" + port, Map.of()));
        pushed();
        pushed();

        try (ScriptedReceiver back = new ScriptedReceiver(port)) {
            pushed();
            assertThat(back.received()).hasSize(1);
            exporter.close();
        }
        assertThat(lines.text()).containsOnlyOnce("connection refused");
        assertThat(lines.log.failures()).containsExactly(Map.entry("otlp.push", 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"no\"}} | 3",
                "{\"other\":[{\"rejectedDataPoints\":9}],\"partialSuccess\":{\"errorMessage\":\"no\",\"rejectedDataPoints\":3}} | 3",
                "{\"partial_success\":{\"rejected_data_points\":3}} | 3",
                "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"cut | 3",
                "{\"partialSuccess\":{\"errorMessage\":\"a hint\"}} | 0",
                "{\"partialSuccess\":{\"rejectedDataPoints\":\"many\"}} | 0",
                "{\"partialSuccess\":{\"rejectedDataPoints\":-3}} | 0",
                "{\"rejectedDataPoints\":3} | 0",
                "{} | 0",
                "[1 | 0",
                "ok | 0"
            })
    void shouldCountThePointsThatACollectorRejects(String body, long rejected) {
        collector.otherwise(answer(200, body));
        exporter.follow(settings(base(), Map.of()));

        pushed();

        assertThat(lines.log.failures()).isEqualTo(rejected == 0 ? Map.of() : Map.of("otlp.rejected", rejected));
    }

    @Test
    void shouldPushOnceMoreAtTheEnd() {
        exporter.follow(settings(base(), Map.of()));
        pushed();

        exporter.close();
        exporter.close();
        exporter.run();

        assertThat(collector.received()).hasSize(2);
    }

    @Test
    void shouldEndSoonWhenTheCollectorHangs() {
        Object never = new Object();
        collector.otherwise(out -> {
            synchronized (never) {
                try {
                    never.wait(20_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        exporter.follow(settings(base(), Map.of()));
        runAfter(INTERVAL_NANOS);
        collector.awaitRequests(1);

        long began = System.nanoTime();
        exporter.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        collector.awaitRequests(2);
        synchronized (never) {
            never.notifyAll();
        }
    }

    @Test
    void shouldPushNowhereWhenTheEndpointIsTakenAway() {
        exporter.follow(settings(base(), Map.of()));
        exporter.follow(null);

        runAfter(2 * INTERVAL_NANOS);
        exporter.close();

        assertThat(collector.received()).isEmpty();
    }
}
