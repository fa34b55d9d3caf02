package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus answers each query of the exported dashboard with data, where every family has some. */
class FleetDashboardTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void shouldShowDataInEachPanelWhereThereIsSome() throws IOException {
        Path program = Tools.find("what a real Prometheus answers the dashboard", "prometheus");
        List<String> queries = queries(JarCommands.done("export", "grafana-dashboard"));
        assertThat(queries).hasSizeGreaterThan(20);
        if (program == null) {
            return;
        }
        HttpServer exporter = exporter();
        int port = freePort();
        try (RunningJvm prometheus = start(program, exporter.getAddress().getPort(), port)) {
            List<String> unanswered = new ArrayList<>(queries);
            prometheus.await("each query has data", () -> {
                unanswered.removeIf(query -> hasData(port, query));
                return unanswered.isEmpty();
            });
        } finally {
            exporter.stop(0);
        }
    }

    /** Those of the panels and of the variables, with what the dashboard would put in. */
    @SuppressWarnings("unchecked")
    private static List<String> queries(String dashboard) {
        Map<String, Object> json = Json.object(dashboard);
        List<String> queries = new ArrayList<>();
        for (Object panel : (List<Object>) json.get("panels")) {
            List<Object> targets = (List<Object>) ((Map<String, Object>) panel).getOrDefault("targets", List.of());
            for (Object target : targets) {
                queries.add(filled((String) ((Map<String, Object>) target).get("expr")));
            }
        }
        for (Object variable : (List<Object>) Json.object(json, "templating").get("list")) {
            String definition = (String) ((Map<String, Object>) variable).get("definition");
            if (definition != null) {
                String selector = definition.substring("label_values(".length(), definition.lastIndexOf(','));
                queries.add(filled(selector));
            }
        }
        return queries;
    }

    private static String filled(String query) {
        return query.replace("$__rate_interval", "15s")
                .replace("$service", "orders")
                .replace("$instance", ".*")
                .replace("$operation", ".*");
    }

    private boolean hasData(int port, String query) {
        String body = get(
                "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return body != null && !body.contains("\"result\":[]") && !body.contains("\"NaN\"");
    }

    private String get(String url) {
        try {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(url + ": " + response.body()).isNotIn(400, 422);
            return response.statusCode() == 200 ? response.body() : null;
        } catch (IOException notYet) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private RunningJvm start(Path program, int scraped, int port) throws IOException {
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"),
                "global:\n  scrape_interval: 1s\nscrape_configs:\n  - job_name: nightjar\n    static_configs:\n"
                        + "      - targets: ['127.0.0.1:" + scraped + "']\n");
        return ForkedJvm.launch(
                List.of(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                directory);
    }

    /** A page that has every family, and whose counters grow from one scrape to the next. */
    private static HttpServer exporter() throws IOException {
        AtomicLong scrapes = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = page(scrapes.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String page(long n) {
        String call = "service=\"orders\",operation=\"chat\",layer=\"client\"";
        StringBuilder page = new StringBuilder();
        for (String outcome : List.of("ok", "failed", "cancelled")) {
            page.append("nightjar_calls_total{" + call + ",model=\"m\",outcome=\"" + outcome + "\"} " + n + "\n");
        }
        for (String histogram : List.of("call_duration", "first_chunk", "chunk_gap")) {
            String name = "nightjar_" + histogram + "_seconds";
            page.append(name + "_bucket{" + call + ",le=\"0.5\"} " + n + "\n");
            page.append(name + "_bucket{" + call + ",le=\"+Inf\"} " + n + "\n");
            page.append(name + "_sum{" + call + "} " + n + "\n");
            page.append(name + "_count{" + call + "} " + n + "\n");
        }
        String of = "service=\"orders\",";
        page.append("nightjar_calls_in_flight{" + call + "} 1\n");
        page.append("nightjar_oldest_call_seconds{" + call + "} 1\n");
        page.append("nightjar_chunks_total{" + call + "} " + n + "\n");
        page.append(
                "nightjar_failures_total{" + of + "operation=\"chat\",exception=\"java.io.IOException\"} " + n + "\n");
        page.append("nightjar_tokens_total{" + of + "operation=\"chat\",model=\"m\",direction=\"input\"} " + n + "\n");
        page.append("nightjar_memory_used_ratio{" + of + "memory_type=\"gpu\",device=\"GPU-1\"} 0.5\n");
        page.append("nightjar_gpu_utilization_ratio{" + of + "device=\"GPU-1\"} 0.5\n");
        page.append("nightjar_alerts_total{" + of + "alert_type=\"latency\",severity=\"error\"} " + n + "\n");
        page.append("nightjar_conditions_firing{" + of + "alert_type=\"latency\",severity=\"error\"} 1\n");
        page.append("nightjar_deliveries_total{" + of + "destination=\"webhook\",result=\"delivered\"} " + n + "\n");
        page.append("nightjar_deliveries_pending{" + of + "destination=\"webhook\"} 0\n");
        page.append("nightjar_agent_failures_total{" + of + "kind=\"detector\"} " + n + "\n");
        page.append("nightjar_build_info{" + of + "version=\"1\"} 1\n");
        return page.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
