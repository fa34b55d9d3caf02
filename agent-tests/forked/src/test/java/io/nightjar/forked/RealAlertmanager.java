package io.nightjar.forked;

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

/** A real Alertmanager, or nothing where this machine has none: then what it would show is left out. */
final class RealAlertmanager implements AutoCloseable {
    private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningJvm process;
    private final String url;

    private RealAlertmanager(RunningJvm process, String url) {
        this.process = process;
        this.url = url;
    }

    static RealAlertmanager start(Path directory) throws IOException {
        Path program = program();
        String url = "http://127.0.0.1:" + freePort();
        if (program == null) {
            System.out.println("Left out: what a real Alertmanager shows; no prometheus-alertmanager is on the PATH");
            return new RealAlertmanager(null, url);
        }
        Path config = Files.writeString(
                directory.resolve("alertmanager.yml"), "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
        List<String> command = List.of(
                program.toString(),
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("alertmanager"),
                "--web.listen-address=" + url.substring("http://".length()),
                "--cluster.listen-address=");
        RealAlertmanager started = new RealAlertmanager(ForkedJvm.launch(command, Map.of(), directory), url);
        started.process.await("Alertmanager is ready", () -> started.get("/-/ready") != null);
        return started;
    }

    boolean runs() {
        return process != null;
    }

    String url() {
        return url;
    }

    /** The operations of the active alerts, sorted. */
    List<String> active() {
        String body = get("/api/v2/alerts?active=true");
        return body == null
                ? List.of("no answer")
                : Json.objects(body).stream()
                        .map(alert -> (String) Json.object(alert, "labels").get("operation"))
                        .sorted()
                        .toList();
    }

    private String get(String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path program() {
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : NAMES) {
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

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
