package io.nightjar.sink;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.JdkHttpTransport;
import io.nightjar.sink.http.UrlConnectionTransport;
import io.nightjar.sink.protocol.AlertWords;
import io.nightjar.sink.protocol.LogSink;
import io.nightjar.sink.protocol.SingleAlertProtocol;
import io.nightjar.sink.protocol.SingleAlertSink;
import io.nightjar.sink.protocol.WebhookProtocol;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Backoff;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryLog;
import io.nightjar.sink.queue.DeliveryQueue;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.queue.Outcome;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryFaultsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private final ScriptedReceiver other = new ScriptedReceiver();
    private final LogLines lines = new LogLines();
    private final CountDownLatch testOver = new CountDownLatch(1);
    private AlertDispatcher dispatcher;

    /** Both ways of carrying HTTP keep the same rules. */
    private enum Carrier {
        JDK_HTTP_CLIENT,
        URL_CONNECTION;

        HttpTransport create(Http settings) throws IOException {
            return this == JDK_HTTP_CLIENT
                    ? JdkHttpTransport.create(settings)
                    : UrlConnectionTransport.create(settings);
        }
    }

    @AfterEach
    void stop() {
        testOver.countDown();
        if (dispatcher != null) {
            dispatcher.close();
        }
        receiver.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveUpAPeerThatNeverAnswers(Carrier carrier) throws Exception {
        receiver.otherwise(this::silence);

        Outcome outcome = send(carrier, receiver.url("/"));

        assertThat(outcome).isEqualTo(new Outcome.Retry("no answer within 400ms", Duration.ZERO, true, false));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveUpAPeerThatAnswersAByteAtATime(Carrier carrier) throws Exception {
        receiver.otherwise(out -> dribble(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

        Outcome outcome = send(carrier, receiver.url("/"));

        assertThat(outcome).isEqualTo(new Outcome.Retry("no answer within 400ms", Duration.ZERO, true, false));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountByItsStatusAnAnswerWhoseBodyIsSlow(Carrier carrier) throws Exception {
        receiver.otherwise(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            dribble(out, "x".repeat(2000));
        });

        assertThat(send(carrier, receiver.url("/"))).isEqualTo(new Outcome.Delivered("answered 200"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeA204ForDeliveredThoughItHasABody(Carrier carrier) throws Exception {
        for (String length :
                List.of("Content-Length: 2\r\n\r\nok", "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")) {
            receiver.otherwise(out -> {
                out.write(("HTTP/1.1 204 No Content\r\n" + length).getBytes(StandardCharsets.US_ASCII));
                throw new IOException("hung up");
            });

            SingleAlertProtocol patient = new WebhookProtocol(
                    "webhook", Settings.webhook(receiver.url("/"), Duration.ofSeconds(20)), lines.log);
            assertThat(new SingleAlertSink(patient, carrier.create(Settings.NO_HTTP), InstantSource.system())
                            .send(List.of(Delivery.notification(Alerts.firing("a", "f"))), Duration.ofDays(1)))
                    .isEqualTo(new Outcome.Delivered("answered 204"));
        }
    }

    @Test
    void shouldTryAgainAndDropNothingWhenTheFirstAttemptFailsOnOurSide() {
        int[] attempts = new int[1];
        AlertSink lacking = new AlertSink() {
            @Override
            public String name() {
                return "lacking";
            }

            @Override
            public Outcome send(List<Delivery> batch, Duration limit) {
                switch (attempts[0]++) {
                    case 0 -> throw new java.io.UncheckedIOException(new IOException("Too many open files"));
                    case 1 -> throw new OutOfMemoryError("Java heap space");
                    case 2 -> throw new NoClassDefFoundError("Could not initialize class");
                    default -> {
                        return new Outcome.Delivered("answered 200");
                    }
                }
            }
        };
        List<String> fate = new java.util.concurrent.CopyOnWriteArrayList<>();
        DeliveryQueue queue = new DeliveryQueue(
                10,
                true,
                new Backoff(null),
                (delivery, arrived) -> fate.add(delivery.alert().id() + ' ' + arrived));
        DestinationWorker worker = new DestinationWorker(
                "nightjar-lacking",
                queue,
                lacking,
                NanoClock.SYSTEM,
                lines.log,
                new DeliveryLog(lines.log, NanoClock.SYSTEM));

        worker.offer(Delivery.notification(Alerts.firing("a", "f")));

        ScriptedReceiver.await(() -> !fate.isEmpty(), lines::text);
        assertThat(fate).containsExactly("a true");
        worker.drain(0);
    }

    @Test
    void shouldStartItsThreadAnewWhenItHasDied() {
        DeliveryQueue queue = new DeliveryQueue(10, true, new Backoff(null), (delivery, arrived) -> {});
        DestinationWorker worker = new DestinationWorker(
                "nightjar-mortal",
                queue,
                new LogSink(lines.log),
                NanoClock.SYSTEM,
                lines.log,
                new DeliveryLog(lines.log, NanoClock.SYSTEM));
        queue.offer(
                Delivery.notification(Alerts.firing("a", "f")), System.nanoTime()); // whose thread was never started

        worker.revive();
        assertThat(queue.counters("q").sent()).isZero();
        worker.revive();

        ScriptedReceiver.await(() -> queue.counters("q").sent() == 1, lines::text);
        assertThat(lines.log.failures()).containsEntry("sink.thread", 1L);
        worker.drain(0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadNoMoreThanTheBeginningOfAnEndlessAnswer(Carrier carrier) throws Exception {
        long[] written = new long[1];
        receiver.otherwise(out -> {
            out.write("HTTP/1.1 503 No\r\nContent-Length: 1073741824\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[64 * 1024];
            while (written[0] < 1L << 30) {
                out.write(chunk);
                written[0] += chunk.length;
            }
        });

        assertThat(send(carrier, receiver.url("/")))
                .isEqualTo(new Outcome.Retry("answered 503", Duration.ZERO, true, true));
        assertThat(written[0]).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRetryWhenThePeerClosesBeforeAnswering(Carrier carrier) throws Exception {
        receiver.otherwise(out -> {
            throw new IOException("hung up");
        });

        assertThat(send(carrier, receiver.url("/")))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.maybeArrived()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRetryWhenThePeerClosesInTheMiddleOfItsStatus(Carrier carrier) throws Exception {
        receiver.otherwise(out -> {
            out.write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII));
            throw new IOException("hung up");
        });

        assertThat(send(carrier, receiver.url("/"))).isInstanceOf(Outcome.Retry.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatIsWrongWithAHostThatIsNotThere(Carrier carrier) throws Exception {
        assertThat(send(carrier, URI.create("http://no-such-host.invalid/hidden")))
                .isEqualTo(new Outcome.Retry("no such host", Duration.ZERO, false, false));
        assertThat(send(carrier, URI.create("http://127.0.0.1:" + closedPort() + "/hidden")))
                .isEqualTo(new Outcome.Retry("connection refused or no route", Duration.ZERO, false, false));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRetryWhatIsNoHttp(Carrier carrier) throws Exception {
        receiver.otherwise(out -> {
            out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            throw new IOException("hung up");
        });

        assertThat(send(carrier, receiver.url("/"))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void shouldLetNoDestinationDelayAnother() {
        receiver.otherwise(this::silence);
        start(Settings.delivery(
                Settings.NO_HTTP,
                null,
                Settings.webhook(receiver.url("/")),
                new Slack(other.url("/services/T0/B0/hush"))));

        for (int i = 0; i < 20; i++) {
            Notices.notify(dispatcher, Alerts.firing("a" + i, "f" + i));
        }
        other.awaitRequests(20);

        assertThat(counters("webhook").sent()).isZero();
        assertThat(lines.text()).doesNotContain("hush");
    }

    @Test
    void shouldArriveOnceThePeerIsBack() throws Exception {
        int port = closedPort();
        start(Settings.with(Settings.webhook(URI.create("http://127.0.0.1:" + port + "/hook/hush"))));
        Notices.notify(dispatcher, Alerts.firing("a", "f"));
        await(() -> counters("webhook").failedAttempts() >= 1);

        try (ScriptedReceiver late = new ScriptedReceiver(port)) {
            late.awaitRequests(1);
            await(() -> counters("webhook").sent() == 1);
            assertThat(late.ids()).containsExactly("a");
        }
        await(() -> lines.text().contains("delivers again"));
        assertThat(lines.text()).contains("connection refused").doesNotContain("hush");
    }

    @Test
    void shouldGiveEachOneAttemptAtShutdownAndTakeNoMoreThanTwoSeconds() throws Exception {
        receiver.otherwise(this::silence);
        start(Settings.delivery(
                Settings.NO_HTTP,
                null,
                Settings.webhook(receiver.url("/"), Duration.ofSeconds(30)),
                new Slack(other.url("/"))));
        for (int i = 0; i < 50; i++) {
            Notices.notify(dispatcher, Alerts.firing("a" + i, "f" + i));
        }
        receiver.awaitRequests(1);

        Thread closing = new Thread(dispatcher::close);
        closing.start();
        closing.join(10_000);

        assertThat(closing.isAlive()).isFalse();
        assertThat(other.received()).hasSize(100);
        assertThat(other.received().subList(50, 100))
                .allSatisfy(end -> assertThat(end.text()).contains("[resolved]"));
        assertThat(counters("webhook").pending()).isEqualTo(100);
        assertThat(lines.text())
                .contains("100 alerts not delivered at shutdown")
                .contains("reason=exit");
        Notices.notify(dispatcher, Alerts.firing("late", "late"));
        assertThat(counters("slack").raised()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheWayThroughTheProxyAndLookNothingElseUp(Carrier carrier) throws Exception {
        for (String proxy : List.of("http://127.0.0.1:", "http://localhost:")) {
            Outcome outcome = send(
                    carrier.create(new Http(null, URI.create(proxy + receiver.port()))),
                    URI.create("http://alerts.invalid/hook"));

            assertThat(outcome).isEqualTo(new Outcome.Delivered("answered 200"));
        }
        assertThat(receiver.received())
                .extracting(Received::target)
                .containsExactly("http://alerts.invalid/hook", "http://alerts.invalid/hook");
    }

    @Test
    void shouldKeepTheQueueWhenSettingsChange() {
        receiver.otherwise(status(503, "Retry-After: 3600"));
        start(Settings.with(Settings.webhook(receiver.url("/"))));
        Notices.notify(dispatcher, Alerts.firing("a", "f"));
        Notices.notify(dispatcher, Alerts.firing("b", "g"));
        receiver.awaitRequests(1);
        await(() -> counters("webhook").failedAttempts() == 1);

        dispatcher.replaceSettings(Settings.with(Settings.webhook(other.url("/"))));
        other.awaitRequests(2);

        assertThat(other.ids()).containsExactly("a", "b");
        assertThat(receiver.ids()).containsExactly("a");
    }

    @Test
    void shouldLeaveAnUnchangedDestinationInPeaceWhenOthersChange() {
        receiver.otherwise(status(503, "Retry-After: 3600"));
        start(Settings.with(Settings.webhook(receiver.url("/"))));
        Notices.notify(dispatcher, Alerts.firing("a", "f"));
        await(() -> counters("webhook").failedAttempts() == 1);

        dispatcher.replaceSettings(Settings.delivery(
                Settings.NO_HTTP, null, Settings.webhook(receiver.url("/")), new Slack(other.url("/"))));
        Notices.notify(dispatcher, Alerts.firing("b", "g"));
        other.awaitRequests(1);

        assertThat(receiver.received()).hasSize(1);
        assertThat(counters("webhook").pending()).isEqualTo(2);
        dispatcher.replaceSettings(Settings.none());
        assertThat(dispatcher.counters()).extracting(DestinationCounters::name).containsExactly("log");
    }

    @Test
    void shouldWriteOneLineForAPersonAndTheWholeAlertForAMachine() {
        start(Settings.none());
        Notices.notify(dispatcher, Alerts.firing("a", "f"));
        Notices.notify(dispatcher, Alerts.resolved("b", "f"));
        await(() -> lines.text().lines().count() == 2);

        assertThat(lines.text().lines().toList().get(0))
                .endsWith("ERROR nightjar alert latency error: Latency threshold"
                        + " exceeded for onnxruntime.run: 812.40ms (threshold: 400ms) [operation=onnxruntime.run model=minilm-f]"
                        + " latency_ms=812.4 threshold_ms=400 excess_ratio=2.031 suppressed=3");
        assertThat(lines.text().lines().toList().get(1)).contains("INFO nightjar resolved latency error: ");
        lines.log.configure(AgentLog.Level.INFO, AgentLog.Format.JSON, null);
        LogLines json = new LogLines(AgentLog.Format.JSON);
        Alert alert = Alerts.firing("c", "g");
        new LogSink(json.log).send(List.of(Delivery.notification(alert)), Duration.ZERO);
        assertThat(json.text()).contains("\"level\":\"ERROR\"").endsWith(",\"alert\":" + AlertJson.text(alert) + "}\n");
    }

    @Test
    void shouldKeepALineOneLineWhateverIsInIt() {
        Alert alert = Alerts.with(
                Alerts.firing("a", "f"), Alerts.START, Alerts.metadata(), "evil\nERROR nightjar forged\r\n");

        assertThat(AlertWords.line(alert)).doesNotContain("\n", "\r");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Outcome send(Carrier carrier, URI url) throws Exception {
        return send(carrier.create(Settings.NO_HTTP), url);
    }

    private Outcome send(HttpTransport transport, URI url) throws Exception {
        SingleAlertProtocol protocol = new WebhookProtocol("webhook", Settings.webhook(url, TIMEOUT), lines.log);
        SingleAlertSink sink = new SingleAlertSink(protocol, transport, InstantSource.system());
        return sink.send(List.of(Delivery.notification(Alerts.firing("a", "f"))), Duration.ofDays(1));
    }

    private void silence(OutputStream out) {
        try {
            testOver.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void dribble(OutputStream out, String text) throws IOException {
        try {
            for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                out.flush();
                if (testOver.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(DeliverySettings settings) {
        dispatcher = AlertDispatcher.create(settings, lines.log, NanoClock.SYSTEM, InstantSource.system());
    }

    private DestinationCounters counters(String key) {
        for (DestinationCounters counters : dispatcher.counters()) {
            if (counters.name().startsWith(key)) {
                return counters;
            }
        }
        throw new AssertionError("no " + key);
    }

    private void await(BooleanSupplier condition) {
        ScriptedReceiver.await(condition, () -> dispatcher.counters() + "\n" + lines.text());
    }
}
