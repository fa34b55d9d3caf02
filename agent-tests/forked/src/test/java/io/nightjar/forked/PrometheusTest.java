package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes three JVMs, and promtool finds nothing to say of what they serve. */
class PrometheusTest {
    private static final Pattern LISTENS = Pattern.compile("the console listens on (http://\\S+/)");
    private static final Pattern FAILED = Pattern.compile("outcome=\"failed\"[^}]*} [1-9]");
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
    private static final String HOSTILE = "a \"model\" \\ with\nlines";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<RunningJvm> jvms = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();

    @AfterEach
    void stop() {
        jvms.forEach(RunningJvm::close);
    }

    @Test
    void shouldBeScrapedByARealPrometheusInBothFormats() throws Exception {
        Path prometheus = program("prometheus");
        Path promtool = program("promtool");
        assumeTrue(
                prometheus != null && promtool != null,
                "no prometheus and promtool on the PATH: agent-tests/run.sh installs them on Debian");
        Path spoiled = Files.createDirectory(directory.resolve("classes"));
        Files.writeString(
                spoiled.resolve("prometheus.properties"),
                "io.prometheus.exporter.includeCreatedTimestamps=perhaps\nio.prometheus.metrics.histogramClassicUpperBounds=a\n");
        for (int i = 0; i < 3; i++) {
            start(i, spoiled);
        }
        String text = scrape(urls.get(0), null);
        String open = scrape(urls.get(0), OPEN_METRICS);

        assertThat(check(promtool, text)).isEmpty();
        assertThat(open)
                .contains("# UNIT nightjar_call_duration_seconds seconds\n")
                .contains("model=\"a \\\"model\\\" \\\\ with\"")
                .contains("zone=\"a\"")
                .doesNotContain("instance=")
                .endsWith("# EOF\n");
        assertThat(AgentStatus.failures(jvms.get(0))).as(jvms.get(0).stderr()).isEmpty();

        try (RunningJvm server = server(prometheus)) {
            server.await("three JVMs are up", () -> query("sum(up)").equals(Map.of("", 3.0)));
            server.await(
                    "calls of each",
                    () -> query("count by (service) (nightjar_calls_total{outcome=\"ok\"} > 0)")
                                    .size()
                            == 3);
            assertThat(query("count by (zone) (nightjar_build_info)")).isEqualTo(Map.of("a", 3.0));
            assertThat(query("count(nightjar_call_duration_seconds_count"
                            + " != ignoring(le) nightjar_call_duration_seconds_bucket{le=\"+Inf\"})"))
                    .as("histograms whose count is not that of their last bucket")
                    .isEmpty();
            assertThat(query("count(count_values(\"n\", count by (service, operation, layer)"
                            + " (nightjar_call_duration_seconds_bucket)))"))
                    .isEqualTo(Map.of("", 1.0));
            assertThat(query("scrape_samples_scraped").values()).hasSize(3).allMatch(samples -> samples > 20);
        }
    }

    private void start(int number, Path spoiled) throws IOException {
        Path loaded = directory.resolve("loaded-" + number);
        RunningJvm jvm = ForkedJvm.on(Jdks.found().get(0))
                .option("-Xlog:class+load:file=" + loaded)
                .classPath(List.of(spoiled))
                .agent("operation.chat.match=com.acme.Chatting#chat;operation.chat.label.model=arg0;"
                        + "operation.chat.layer=client;latency.threshold=1h;labels.zone=a;console.listen=0;"
                        + "console.metrics-token=scrape;service=shop-" + number)
                .main("com.acme.Chatting", HOSTILE)
                .start();
        jvms.add(jvm);
        jvm.await("the console listens", () -> LISTENS.matcher(jvm.stderr()).find());
        Matcher listens = LISTENS.matcher(jvm.stderr());
        assertThat(listens.find()).isTrue();
        String url = listens.group(1);
        urls.add(url);
        assertThat(ofMetrics(loaded)).as("loaded before the first scrape").isEmpty();
        jvm.send("-1");
        jvm.await("a call that failed", () -> FAILED.matcher(scrape(url, null)).find());
        assertThat(ofMetrics(loaded)).as("loaded by the first scrape").isNotEmpty();
        jvm.send("1");
    }

    /** Which of the classes that serve metrics were loaded. */
    private static List<String> ofMetrics(Path loaded) throws IOException {
        return Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" io.prometheus.") || line.contains(" io.nightjar.export.prometheus."))
                .toList();
    }

    private String scrape(String url, String accept) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "metrics")).header("Authorization", "Bearer scrape");
        if (accept != null) {
            request.header("Accept", accept);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What promtool says of it. */
    private static String check(Path promtool, String text) throws Exception {
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = check.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        return said;
    }

    private String server = "";

    private RunningJvm server(Path prometheus) throws IOException {
        StringBuilder targets = new StringBuilder();
        for (String url : urls) {
            targets.append("          - '")
                    .append(URI.create(url).getAuthority())
                    .append("'\n");
        }
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"),
                "global:\n  scrape_interval: 1s\nscrape_configs:\n  - job_name: nightjar\n"
                        + "    authorization:\n      credentials: scrape\n    static_configs:\n      - targets:\n"
                        + targets);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = "http://127.0.0.1:" + port;
        return ForkedJvm.launch(
                List.of(
                        prometheus.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                directory);
    }

    /** The answer's values, by the values of their labels; empty while there is none. */
    private Map<String, Double> query(String expression) {
        Map<String, Double> answers = new TreeMap<>();
        String query = server + "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(query)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                return answers;
            }
            for (Object one :
                    (List<?>) Json.object(Json.object(response.body()), "data").get("result")) {
                Map<?, ?> labels = (Map<?, ?>) ((Map<?, ?>) one).get("metric");
                List<?> value = (List<?>) ((Map<?, ?>) one).get("value");
                answers.put(
                        String.join(
                                ",",
                                labels.values().stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .toList()),
                        Double.valueOf(String.valueOf(value.get(1))));
            }
        } catch (IOException notYet) {
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return answers;
    }

    private static Path program(String name) {
        for (String folder : System.getenv("PATH").split(":")) {
            Path path = Path.of(folder).resolve(name);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        return null;
    }
}
