package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.sink.spool.SyntheticResolve;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real Alertmanagers on loopback, with a {@code resolve_timeout} of a second. */
class AlertmanagerLiveTest {
    private static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");

    @TempDir
    Path temporary;

    private final List<Process> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final LogLines lines = new LogLines();
    private AlertDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(BINARY), "no " + BINARY + ": install Debian's package prometheus-alertmanager");
        for (int i = 0; i < 2; i++) {
            ports.add(start(temporary.resolve("am" + i)));
        }
        for (int port : ports) {
            await(() -> status(port) == 200);
        }
        dispatcher = AlertDispatcher.create(
                Settings.with(Settings.alertmanager(url(ports.get(0)), url(ports.get(1)))),
                lines.log,
                NanoClock.SYSTEM,
                InstantSource.system());
    }

    private int start(Path directory) throws IOException {
        Files.createDirectory(directory);
        Path config = Files.writeString(
                directory.resolve("config.yml"),
                "global:\n  resolve_timeout: 1s\nroute:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        processes.add(new ProcessBuilder(
                        BINARY.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + directory,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start());
        return port;
    }

    @AfterEach
    void stop() {
        if (dispatcher != null) {
            dispatcher.close();
        }
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldShowTheLifeOfAConditionOnEveryInstance() {
        Alert warning = now(Alerts.firing("1", "f", Severity.WARNING));
        Notices.inform(dispatcher, warning);
        await(() -> severities().equals("[[warning], [warning]]"));
        Instant shown = Instant.now();

        assertThat(active(ports.get(0)).get(0).get("labels"))
                .isEqualTo(Map.of(
                        "alertname",
                        "NightjarLatency",
                        "alert_type",
                        "latency",
                        "severity",
                        "warning",
                        "service",
                        "orchestrator",
                        "instance",
                        "host:4711",
                        "operation",
                        "onnxruntime.run",
                        "model",
                        "minilm-f"));
        await(() -> Instant.now().isAfter(shown.plusMillis(2_500)));
        assertThat(severities()).as("beyond resolve_timeout").isEqualTo("[[warning], [warning]]");

        Notices.inform(
                dispatcher,
                Alerts.with(
                        Alerts.firing("2", "f", Severity.CRITICAL),
                        warning.startsAt(),
                        Alerts.metadata(),
                        warning.message()));
        await(() -> severities().equals("[[critical], [critical]]"));
        Notices.inform(
                dispatcher,
                Alerts.with(
                        Alerts.firing("3", "f", Severity.WARNING),
                        warning.startsAt(),
                        Alerts.metadata(),
                        warning.message()));
        await(() -> severities().equals("[[warning], [warning]]"));

        Notices.inform(dispatcher, SyntheticResolve.of(warning, Instant.now(), SyntheticResolve.EXIT));
        await(() -> severities().equals("[[], []]"));
        // Alertmanager shows what it has been told before its answer has come back and been counted.
        await(() -> dispatcher.counters().stream()
                        .mapToLong(DestinationCounters::sent)
                        .sum()
                == 8);
        assertThat(dispatcher.counters()).extracting(DestinationCounters::sent).containsExactly(0L, 4L, 4L);
    }

    @Test
    void shouldTellTheOtherInstanceWhileOneIsDeadAndEndAllAtExit() {
        processes.get(0).destroyForcibly();
        Notices.inform(dispatcher, now(Alerts.firing("1", "f", Severity.ERROR)));
        await(() -> severities(ports.get(1)).equals("[error]"));

        dispatcher.close();

        await(() -> severities(ports.get(1)).equals("[]"));
    }

    private static Alert now(Alert alert) {
        return Alerts.with(alert, Instant.now().minusSeconds(30), Alerts.metadata(), alert.message());
    }

    private String severities() {
        return List.of(severities(ports.get(0)), severities(ports.get(1))).toString();
    }

    private static String severities(int port) {
        TreeSet<String> severities = new TreeSet<>();
        for (Map<String, Object> alert : active(port)) {
            severities.add(String.valueOf(((Map<?, ?>) alert.get("labels")).get("severity")));
        }
        return severities.toString();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> active(int port) {
        try (InputStream in =
                url(port).resolve("/api/v2/alerts?active=true").toURL().openStream()) {
            String wrapped = "{\"alerts\":" + new String(in.readAllBytes(), StandardCharsets.UTF_8) + "}";
            return (List<Map<String, Object>>) AlertJson.parseObject(wrapped.getBytes(StandardCharsets.UTF_8))
                    .get("alerts");
        } catch (IOException unreachable) {
            throw new AssertionError(unreachable);
        }
    }

    private static int status(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url(port).resolve("/-/ready").toURL().openConnection();
            connection.setReadTimeout((int) Duration.ofSeconds(5).toMillis());
            return connection.getResponseCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void await(BooleanSupplier condition) {
        ScriptedReceiver.await(
                condition, () -> dispatcher == null ? "not ready" : dispatcher.counters() + lines.text());
    }
}
