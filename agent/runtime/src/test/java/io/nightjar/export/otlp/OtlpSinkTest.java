package io.nightjar.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.export.metric.Bounds;
import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.MetricLabels;
import io.nightjar.export.metric.MetricSink;
import io.nightjar.export.otlp.OtlpSchema.Family;
import io.nightjar.export.otlp.OtlpSchema.Point;
import io.nightjar.json.AlertJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is written of the agent's metrics. */
class OtlpSinkTest {
    private static final long NOW = 1_800_000_000_000_000_123L;
    private static final long SINCE = NOW - 1_000;
    private static final MetricLabels LABELS = labels("operation", "chat", "layer", "client");

    static MetricLabels labels(String... namesAndValues) {
        List<String> names = new java.util.ArrayList<>();
        List<String> values = new java.util.ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add(namesAndValues[i]);
            values.add(namesAndValues[i + 1]);
        }
        return new MetricLabels(names, values);
    }

    private static OtlpSchema written(Map<String, String> resource, Consumer<MetricSink> samples) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MetricJson json = new MetricJson(out, resource, NOW)) {
            samples.accept(new OtlpSink(json, SINCE));
        }
        return OtlpSchema.read(AlertJson.parseObject(out.toByteArray()));
    }

    /** A sample of each family. */
    static void everyFamily(MetricSink sink) {
        for (Metric metric : Metric.values()) {
            sink.begin(metric);
            if (metric.kind() == Metric.Kind.HISTOGRAM) {
                long[] counts = new long[Bounds.SECONDS.size() + 1];
                counts[0] = 2;
                counts[counts.length - 1] = 1;
                sink.histogram(LABELS, counts, 90.5);
            } else {
                sink.value(LABELS, metric.unit().isEmpty() ? 7 : 0.25);
            }
        }
    }

    @Test
    void shouldWriteEveryFamilyAsTheMappingOfProtobufWantsIt() throws IOException {
        OtlpSchema written = written(Map.of("service.name", "s"), OtlpSinkTest::everyFamily);

        assertThat(written.resource).containsEntry("service.name", "s");
        assertThat(written.families).hasSize(Metric.values().length);
        for (Metric metric : Metric.values()) {
            Family family = written.families.get(OtlpNames.name(metric));
            assertThat(family.kind())
                    .isEqualTo(
                            switch (metric.kind()) {
                                case COUNTER -> "sum";
                                case HISTOGRAM -> "histogram";
                                case GAUGE, INFO -> "gauge";
                            });
            assertThat(family.description()).isEqualTo(metric.help());
            Point point = family.point(Map.of("operation", "chat", "layer", "client"));
            assertThat(point.timeNanos()).isEqualTo(NOW);
            assertThat(point.startNanos()).isEqualTo(family.kind().equals("gauge") ? 0 : SINCE);
        }
        Point duration = written.families.get("nightjar.call.duration").points().get(0);
        assertThat(duration.bounds()).isEqualTo(Bounds.SECONDS);
        assertThat(duration.value()).isEqualTo(90.5);
        assertThat(duration.counts()).startsWith(2L, 0L).endsWith(0L, 1L);
        assertThat(written.families.get("nightjar.calls").points().get(0).value())
                .isEqualTo(7);
        assertThat(written.families.get("nightjar.memory.used").points().get(0).value())
                .isEqualTo(0.25);
    }

    /** By the rules of Prometheus for metrics that come by OTLP. */
    @Test
    void shouldBeCalledAsInTheTextFormatOncePrometheusHasTheMetrics() {
        Set<String> names = new HashSet<>();
        for (Metric metric : Metric.values()) {
            String unit = OtlpNames.unit(metric).replaceAll("\\{.*}", "");
            String translated = OtlpNames.name(metric).replace('.', '_')
                    + switch (unit) {
                        case "s" -> "_seconds";
                        case "1" -> "_ratio";
                        case "" -> "";
                        default -> throw new AssertionError(unit);
                    };
            String text = "nightjar_"
                    + metric.baseName()
                    + (metric.unit().isEmpty() ? "" : "_" + metric.unit())
                    + (metric.kind() == Metric.Kind.INFO ? "_info" : "");
            assertThat(translated).isEqualTo(text);
            assertThat(names.add(OtlpNames.name(metric))).isTrue();
        }
    }

    @Test
    void shouldWriteWhateverTextLabelsHave() throws IOException {
        String hostile = "\"quoted\"\n\ttwo lines\\ \ud800 \u202e \0" + "x".repeat(1_000_000);

        OtlpSchema written = written(Map.of("k\ud800", hostile), sink -> {
            sink.begin(Metric.CALLS);
            sink.value(labels("operation", hostile), 1);
            sink.value(labels("operation", "\ud83d\ude00 ä"), Long.MAX_VALUE);
        });

        List<Point> points = written.families.get("nightjar.calls").points();
        assertThat(points.get(0).attributes().get("operation")).startsWith("\"quoted\"\n\ttwo lines\\ \ufffd");
        assertThat(points.get(1).attributes()).containsEntry("operation", "\ud83d\ude00 ä");
        assertThat(points.get(1).value()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldLeaveOutWhatIsNoNumber() throws IOException {
        OtlpSchema written = written(Map.of(), sink -> {
            sink.begin(Metric.MEMORY_USED);
            sink.value(labels("memory_type", "a"), Double.NaN);
            sink.value(labels("memory_type", "b"), Double.POSITIVE_INFINITY);
            sink.value(labels("memory_type", "c"), 1);
        });

        assertThat(written.families.get("nightjar.memory.used").points())
                .singleElement()
                .satisfies(point -> assertThat(point.attributes()).containsEntry("memory_type", "c"));
    }
}
