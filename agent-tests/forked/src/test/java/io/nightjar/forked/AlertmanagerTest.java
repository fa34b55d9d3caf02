package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager accepts and shows an alert. */
class AlertmanagerTest {
    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @EveryJdk
    void shouldShowInARealAlertmanager(Jdk jdk) throws IOException {
        Path program = program();
        assumeTrue(program != null, "no prometheus-alertmanager on the PATH: agent-tests/run.sh installs it on Debian");
        String url = "http://127.0.0.1:" + freePort();
        try (RunningJvm alertmanager = start(program, url)) {
            alertmanager.await("Alertmanager is ready", () -> get(url + "/-/ready") != null);
            try (RunningJvm jvm = ForkedJvm.on(jdk)
                    .agent(
                            "watch=com.acme.Engine#infer;latency.threshold=50ms;service=orders;instance=node-1:7;alerts.to=alertmanager;alertmanager.url="
                                    + url)
                    .main("com.acme.Application", "slow:120", "read")
                    .start()) {
                jvm.await("the alert is shown", () -> !active(url).isEmpty());

                Map<String, Object> alert = active(url).get(0);

                Map<String, Object> labels = Json.object(alert, "labels");
                assertThat(labels)
                        .containsEntry("alertname", "NightjarLatency")
                        .containsEntry("alert_type", "latency")
                        .containsEntry("service", "orders")
                        .containsEntry("instance", "node-1:7")
                        .containsEntry("operation", "Engine.infer");
                assertThat((String) labels.get("severity")).isIn("error", "critical");
                Map<String, Object> annotations = Json.object(alert, "annotations");
                assertThat((String) annotations.get("summary")).contains("Latency threshold exceeded for Engine.infer");
                assertThat(annotations).containsKey("description");
                assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();

                jvm.terminate();
                jvm.awaitExit();
            }
            alertmanager.await(
                    "the alert is resolved at exit", () -> active(url).isEmpty());
        }
    }

    private List<Map<String, Object>> active(String url) {
        String body = get(url + "/api/v2/alerts?active=true");
        return body == null ? List.of() : Json.objects(body);
    }

    private String get(String url) {
        try {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private RunningJvm start(Path program, String url) throws IOException {
        Path config = Files.writeString(
                directory.resolve("alertmanager.yml"), "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
        List<String> command = List.of(
                program.toString(),
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=" + url.substring("http://".length()),
                "--cluster.listen-address=");
        return ForkedJvm.launch(command, Map.of(), directory);
    }

    private static Path program() {
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : List.of("prometheus-alertmanager", "alertmanager")) {
                Path path = Path.of(folder).resolve(name);
                if (Files.isExecutable(path)) {
                    return path;
                }
            }
        }
        return null;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
