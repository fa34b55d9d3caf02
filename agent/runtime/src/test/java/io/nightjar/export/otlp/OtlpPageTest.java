package io.nightjar.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.export.metric.Bounds;
import io.nightjar.export.metric.Metric;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentVersion;
import io.nightjar.pattern.PresetNames;
import io.nightjar.preset.PresetReader;
import io.nightjar.preset.Rule;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.GenAi;
import io.nightjar.record.Generation;
import io.nightjar.record.OperationSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the page on OTLP to what is pushed. */
class OtlpPageTest {
    private static final Path PAGE = Path.of("..", "docs", "otlp.md");
    private static final long SINCE = 1_800_000_000_000_000_000L;
    private static final long NOW = SINCE + 60_000_000_000L;

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static List<List<String>> rows(String beginning) throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("| `" + beginning))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }

    @Test
    void shouldListEveryMetricWithItsUnitAndKindInOrder() throws IOException {
        List<List<String>> rows = rows("nightjar.");
        Metric[] metrics = Metric.values();

        assertThat(rows).hasSize(metrics.length);
        for (int i = 0; i < metrics.length; i++) {
            String unit = OtlpNames.unit(metrics[i]);
            assertThat(rows.get(i).subList(0, 3))
                    .containsExactly(
                            '`' + OtlpNames.name(metrics[i]) + '`',
                            unit.isEmpty() ? "–" : '`' + unit + '`',
                            switch (metrics[i].kind()) {
                                case COUNTER -> "sum";
                                case HISTOGRAM -> "histogram";
                                case GAUGE, INFO -> "gauge";
                            });
        }
        String bounds = Bounds.SECONDS.stream()
                .map(bound -> String.valueOf(bound).replaceAll("\\.0$", ""))
                .collect(Collectors.joining(", "))
                .replace(", 80", " and 80 s");
        assertThat(page().replace('\n', ' ')).contains(bounds);
    }

    @Test
    void shouldListTheNamesThatThePresetsGiveTheirCalls() throws IOException {
        Map<String, GenAi> shipped = new TreeMap<>();
        for (String name : PresetNames.all()) {
            try (InputStream in = PresetReader.class.getResourceAsStream(name + ".preset")) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                for (Rule rule : PresetReader.read(name, text, List.of()).rules()) {
                    if (rule.labels().genAi() != null) {
                        shipped.put(rule.operation(), rule.labels().genAi());
                    }
                }
            }
        }
        Map<String, GenAi> documented = new TreeMap<>();
        for (String line : page().lines().toList()) {
            String[] cells = line.replace("`", "").split(" *\\| *");
            if (cells.length == 4
                    && cells[1].contains(".")
                    && !cells[2].contains(" ")
                    && !cells[1].startsWith("gen_ai")) {
                for (String operation : cells[1].split(", ")) {
                    documented.put(operation, new GenAi(cells[2], cells[3]));
                }
            }
        }

        assertThat(documented).isEqualTo(shipped).hasSizeGreaterThan(15);
    }

    /** The request of the page, and what would be written of the same calls. */
    @Test
    void shouldShowARequestAsItIsWritten() throws IOException {
        String text = page();
        String shown = text.substring(text.indexOf("    {\"resourceMetrics\"")).replace("VERSION", AgentVersion.text());
        Map<String, Object> request = AlertJson.parseObject(shown.getBytes(StandardCharsets.UTF_8));
        CallRecorder recorder = CallRecorder.create(() -> 1, 1);
        GenAiCounts counts = new GenAiCounts(recorder, SINCE);
        recorder.generations(counts);
        OptionalLong none = OptionalLong.empty();
        int stream = recorder.operation(
                new OperationSpec("openai.chat-stream", "client", none, none, new GenAi("openai", "chat")));
        recorder.started(stream, 1);
        recorder.streamEnded(
                stream,
                1,
                1,
                2,
                null,
                true,
                new CallDetails(Map.of(), none, none, OptionalLong.of(30_000_000), OptionalLong.of(1))
                        .with(new Generation("gpt-5", null, null)));

        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "checkout");
        resource.put("service.instance.id", "node-1:4711");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MetricJson json = new MetricJson(out, resource, NOW)) {
            OtlpSink sink = new OtlpSink(json, SINCE);
            sink.begin(Metric.CALLS);
            sink.value(OtlpSinkTest.labels("operation", "openai.chat", "outcome", "ok"), 42);
            counts.writeTo(json);
        }

        assertThat(request).isEqualTo(AlertJson.parseObject(out.toByteArray()));
        OtlpSchema.read(request);
    }

    @Test
    void shouldListTheMetricsOfGenerativeModels() throws IOException {
        assertThat(rows("gen_ai.client."))
                .extracting(row -> row.get(0).replace("`", ""))
                .containsExactly(
                        "gen_ai.client.operation.duration",
                        "gen_ai.client.token.usage",
                        "gen_ai.client.operation.time_to_first_chunk",
                        "gen_ai.client.operation.time_per_output_chunk");
    }
}
