package io.nightjar.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.export.metric.Bounds;
import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.SeenAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the page {@code metrics.md} to what is served. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(nightjar_\\w+)` \\| (\\w+) \\| ([^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");

    @Test
    void shouldListEveryFamilyWithItsTypeAndLabels() throws IOException {
        Matcher row = ROW.matcher(Files.readString(PAGE));
        Map<String, String> documented = new LinkedHashMap<>();
        while (row.find()) {
            Set<String> labels = new TreeSet<>();
            Matcher label = WORD.matcher(row.group(3));
            while (label.find()) {
                labels.add(label.group(1));
            }
            documented.put(row.group(1), row.group(2) + " " + labels);
        }

        assertThat(new ArrayList<>(documented.entrySet())).isEqualTo(new ArrayList<>(served().entrySet()));
        assertThat(documented).hasSize(Metric.values().length);
    }

    @Test
    void shouldListTheBounds() throws IOException {
        String bounds = Bounds.SECONDS.stream()
                .map(bound -> bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound.toString())
                .collect(Collectors.joining(" "));

        assertThat(Files.readString(PAGE)).contains("in seconds: " + bounds + ". Streams");
    }

    /** Type and labels by name, in their order. */
    private static Map<String, String> served() throws IOException {
        SeenAgent agent = new SeenAgent();
        agent.doEverything();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PrometheusText(agent::read).write(TextFormat.PROMETHEUS, Map.of("service", "shop"), out);
        Map<String, String> families = new LinkedHashMap<>();
        String name = "";
        String type = "";
        Set<String> labels = new TreeSet<>();
        for (String line : List.of(out.toString(StandardCharsets.UTF_8).split("\n"))) {
            if (line.startsWith("# TYPE ")) {
                name = line.split(" ")[2];
                type = line.split(" ")[3];
                labels = new TreeSet<>();
            } else if (!line.startsWith("#")) {
                Matcher label = LABEL.matcher(line);
                while (label.find()) {
                    labels.add(label.group(1));
                }
                assertThat(labels.remove("service")).as(line).isTrue();
                labels.remove("le");
                families.put(name, type + " " + labels);
            }
        }
        return families;
    }
}
