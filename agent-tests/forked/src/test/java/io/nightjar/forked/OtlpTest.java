package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.forked.AlertReceiver.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that the packaged agent pushes. Whether a request is as the mapping of protobuf wants it, the unit tests check. */
class OtlpTest {
    @TempDir
    private Path directory;

    /** The points of a metric of a request, by the values of their attributes; empty where the request does not have it. */
    private static Map<List<String>, Map<String, Object>> points(Request request, String metric) {
        Map<List<String>, Map<String, Object>> points = new LinkedHashMap<>();
        Map<String, Object> scope = first(first(request.json(), "resourceMetrics"), "scopeMetrics");
        for (Map<String, Object> each : list(scope, "metrics")) {
            if (each.get("name").equals(metric)) {
                Map<String, Object> data = each.containsKey("sum")
                        ? Json.object(each, "sum")
                        : Json.object(each, each.containsKey("gauge") ? "gauge" : "histogram");
                for (Map<String, Object> point : list(data, "dataPoints")) {
                    points.put(List.copyOf(attributes(point).values()), point);
                }
            }
        }
        return points;
    }

    private static Map<String, String> attributes(Map<String, Object> owner) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map<String, Object> attribute : list(owner, "attributes")) {
            attributes.put((String) attribute.get("key"), (String)
                    Json.object(attribute, "value").get("stringValue"));
        }
        return attributes;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> parent, String name) {
        return (List<Map<String, Object>>) parent.get(name);
    }

    private static Map<String, Object> first(Map<String, Object> parent, String name) {
        return list(parent, name).get(0);
    }

    private static long succeeded(Request request) {
        Map<String, Object> point = points(request, "nightjar.calls").get(List.of("Engine.infer", "custom", "ok"));
        return point == null ? 0 : Long.parseLong((String) point.get("asInt"));
    }

    private static Request last(AlertReceiver receiver) {
        List<Request> requests = receiver.requests();
        return requests.get(requests.size() - 1);
    }

    @EveryJdk
    void shouldPushFromTimeToTimeAndOnceMoreAtTheEnd(Jdk jdk) {
        try (AlertReceiver collector = AlertReceiver.start().answer(200, 503);
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .environment("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=a%20b")
                        .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
                        .agent("watch=com.acme.Engine#infer;service=shop;otlp.interval=1s;otlp.endpoint="
                                + collector.url())
                        .main("com.acme.Application", "calls:20", "read", "say:bye")
                        .start()) {
            jvm.await("the calls", () -> !collector.requests().isEmpty() && succeeded(last(collector)) == 20);
            jvm.await(
                    "a push after one that was refused",
                    () -> collector.requests().size() >= 4);
            assertThat(AgentStatus.failures(jvm)).containsOnlyKeys("otlp.push");
            jvm.send("calls:5");

            Outcome outcome = jvm.send("go").awaitExit();

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stdout()).endsWith("bye\n");
            Request request = last(collector);
            assertThat(succeeded(request)).as(outcome.stderr()).isEqualTo(25);
            assertThat(request.path()).isEqualTo("/hook/v1/metrics");
            assertThat(request.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("x-tenant", "a b");
            Map<String, Object> resource = Json.object(first(request.json(), "resourceMetrics"), "resource");
            assertThat(attributes(resource))
                    .containsEntry("service.name", "shop")
                    .containsEntry("deployment.environment", "test")
                    .containsKey("service.instance.id");
            assertThat(points(request, "nightjar.build.info")).hasSize(1);
        }
    }

    @EveryJdkFrom25
    void shouldCountGenerationsOnceAFileNamesAnEndpoint(Jdk jdk) throws IOException {
        Files.writeString(directory.resolve("acme.preset"), """
                packages = com.acme
                layer = client
                gen-ai.provider = acme
                chat.match = com.acme.Chatting#chat(String,long)
                chat.label.model = result | arg0
                chat.gen-ai.operation = chat
                """);
        Path file = Files.writeString(directory.resolve("nightjar.properties"), "watch=acme\n");
        try (AlertReceiver collector = AlertReceiver.start();
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .agent(file.toString())
                        .main("com.acme.Chatting", "tiny")
                        .start()) {
            jvm.await("calls", () -> AgentStatus.of(jvm) != null);
            Files.writeString(file, "watch=acme\notlp.interval=1s\notlp.endpoint=" + collector.url() + '\n');
            List<String> answered = List.of("chat", "acme", "tiny", "tiny has answered");
            List<String> failed = List.of("chat", "acme", "tiny", "java.lang.IllegalStateException");
            String durations = "gen_ai.client.operation.duration";

            jvm.await(
                    "an answer",
                    () -> !collector.requests().isEmpty()
                            && points(last(collector), durations).containsKey(answered));
            jvm.send("-1");
            jvm.await("a failure", () -> points(last(collector), durations).containsKey(failed));

            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
            List<Long> counts = new ArrayList<>();
            for (Request request : collector.requests()) {
                Map<String, Object> point = points(request, durations).get(answered);
                counts.add(point == null ? 0 : Long.parseLong((String) point.get("count")));
            }
            assertThat(counts).isSorted();
        }
    }

    @EveryJdkFrom25
    void shouldLoadNothingOfItWithoutAnEndpoint(Jdk jdk) throws IOException {
        Path classes = directory.resolve("classes");
        Outcome outcome = ForkedJvm.on(jdk)
                .option("-Xlog:class+load:file=" + classes)
                .agent("watch=com.acme.Engine#infer")
                .main("com.acme.Application", "calls:20", "sleep:1500", "exit:0")
                .run();

        assertThat(outcome.exitCode()).isZero();
        assertThat(Files.readString(classes))
                .contains("io.nightjar.launch.AgentComponents")
                .doesNotContain("io.nightjar.export.otlp")
                .doesNotContain("io.nightjar.export.metric")
                .doesNotContain("io.nightjar.config.Otlp")
                .doesNotContain("io.nightjar.record.GenAi")
                .doesNotContain("io.nightjar.record.Generation")
                .doesNotContain("java.net.http");
    }
}
