package io.nightjar.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.MetricLabels;
import io.nightjar.export.metric.MetricSink;
import io.nightjar.export.metric.SeenAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrometheusTextTest {
    private static final Map<String, String> SHOP = Map.of("service", "shop");

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void shouldWriteWhatTheLibrarysWritersWriteInFullWhenEverythingIsThere(TextFormat format) {
        SeenAgent agent = new SeenAgent();
        agent.doEverything();
        int odd = agent.operation("a \"b\" \\ c\nd \u00e9 } {x=\"y\",le=\"1\"} 5", "custom");
        agent.call(odd, 1, null, SeenAgent.details(Map.of("model", "m\"\n\\\uD83D\uDE00"), 1, 2));
        PrometheusText text = new PrometheusText(agent::read);
        Map<String, String> constants = Map.of("service", "sh\"op", "version", "7", "zone", "a\\b");
        LibrarySnapshots library = new LibrarySnapshots(constants);
        agent.read(library);

        String first = written(text, format, constants);
        String second = written(text, format, constants);

        assertThat(lines(first)).isEqualTo(lines(library.written(format)));
        assertThat(second).isEqualTo(first);
        assertThat(first).endsWith(format == TextFormat.OPEN_METRICS ? "\n# EOF\n" : "\n");
    }

    /** The lines, with numbers as they are and not as they are written; families in the order of their names. */
    private static Map<String, Object> lines(String text) {
        Map<String, Object> lines = new LinkedHashMap<>();
        for (String line : new TreeSet<>(List.of(text.split("\n")))) {
            int blank = line.lastIndexOf(' ');
            Object number = line.startsWith("#") ? line : Double.valueOf(line.substring(blank + 1));
            assertThat(lines.put(line.startsWith("#") ? line : line.substring(0, blank), number))
                    .as(line)
                    .isNull();
        }
        return lines;
    }

    @Test
    void shouldSayHelpTypeAndUnitOnceAndCountUpwardsWhenItWritesOpenMetrics() {
        SeenAgent agent = new SeenAgent();
        agent.doEverything();

        String text = written(new PrometheusText(agent::read), TextFormat.OPEN_METRICS, SHOP);

        assertThat(text)
                .contains(
                        "# TYPE nightjar_calls counter\n# HELP nightjar_calls Calls that ended.\n"
                                + "nightjar_calls_total{layer=\"engine\",operation=\"onnxruntime.run\",outcome=\"ok\",service=\"shop\"} 2\n")
                .contains(
                        "# TYPE nightjar_call_duration_seconds histogram\n# UNIT nightjar_call_duration_seconds seconds\n")
                .contains("# TYPE nightjar_build info\n")
                .contains("nightjar_build_info{service=\"shop\",version=\"0.1.0\"} 1\n")
                .contains(
                        "nightjar_first_chunk_seconds_bucket{layer=\"client\",operation=\"openai.chat\",service=\"shop\","
                                + "le=\"+Inf\"} 3\n")
                .contains(
                        "nightjar_first_chunk_seconds_bucket{layer=\"client\",operation=\"openai.chat\",service=\"shop\","
                                + "le=\"0.01\"} 0\n")
                .contains(
                        "nightjar_first_chunk_seconds_count{layer=\"client\",operation=\"openai.chat\",service=\"shop\"} 3\n")
                .contains(
                        "nightjar_first_chunk_seconds_sum{layer=\"client\",operation=\"openai.chat\",service=\"shop\"} 0.06\n");
        for (Metric metric : Metric.values()) {
            assertThat(text.split("# HELP nightjar_" + metric.baseName() + "(_seconds|_ratio)? ", -1))
                    .as(metric.name())
                    .hasSize(2);
        }
    }

    @Test
    void shouldLeaveOutAConstantLabelWhenASampleOrTheFormatHasTheName() {
        Consumer<MetricSink> source = sink -> {
            sink.begin(Metric.CALLS_IN_FLIGHT);
            sink.value(new MetricLabels(List.of("operation", "layer"), List.of("a", "b")), 1);
            sink.begin(Metric.BUILD);
            sink.value(new MetricLabels(List.of("version"), List.of("0.1.0")), 1);
        };

        String text = written(
                new PrometheusText(source),
                TextFormat.PROMETHEUS,
                Map.of("layer", "mine", "version", "9", "le", "1", "__name__", "x", "team", "t"));

        assertThat(text)
                .contains("nightjar_calls_in_flight{layer=\"b\",operation=\"a\",team=\"t\",version=\"9\"} 1\n")
                .contains("nightjar_build_info{layer=\"mine\",team=\"t\",version=\"0.1.0\"} 1\n");
    }

    @Test
    void shouldFollowChangedConstantLabelsWhenItIsAskedAgain() {
        SeenAgent agent = new SeenAgent();
        PrometheusText text = new PrometheusText(agent::read);
        written(text, TextFormat.PROMETHEUS, SHOP);

        assertThat(written(text, TextFormat.PROMETHEUS, Map.of("service", "other")))
                .contains("nightjar_build_info{service=\"other\",version=\"0.1.0\"} 1\n")
                .doesNotContain("shop");
    }

    @Test
    void shouldWriteEveryNumberAsItIsRead() {
        MetricLabels labels = new MetricLabels(List.of("a"), List.of("b"));
        double[] numbers = {
            0, 1, 9, 10, -1, 123_456_789_012L, 0.1, 1e15, 1e300, 5e-324, Double.POSITIVE_INFINITY, 3.5, Long.MAX_VALUE
        };
        PrometheusText text = new PrometheusText(sink -> {
            sink.begin(Metric.OLDEST_CALL);
            for (double number : numbers) {
                sink.value(labels, number);
            }
        });

        String[] lines = written(text, TextFormat.PROMETHEUS, SHOP).split("\n");

        for (int i = 0; i < numbers.length; i++) {
            String written = lines[i + 2].substring(lines[i + 2].lastIndexOf(' ') + 1);
            assertThat(written.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(written))
                    .isEqualTo(numbers[i]);
        }
    }

    @Test
    void shouldThrowWhatTheStreamThrowsAndGoOnAfterwards() {
        SeenAgent agent = new SeenAgent();
        agent.doEverything();
        PrometheusText text = new PrometheusText(agent::read);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> text.write(TextFormat.PROMETHEUS, SHOP, broken))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(written(text, TextFormat.PROMETHEUS, SHOP)).startsWith("# HELP nightjar_calls_total ");
    }

    private static String written(PrometheusText text, TextFormat format, Map<String, String> constants) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            text.write(format, constants, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
