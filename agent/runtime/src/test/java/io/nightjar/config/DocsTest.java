package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.detect.AnomalyDetector;
import io.nightjar.detect.DetectorConfig;
import io.nightjar.detect.ResourceReading;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.PresetNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the reference pages to what the code does. */
class DocsTest {
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path directory;

    @Test
    void shouldDocumentEveryKeyWithItsDefaultAndReload() throws IOException {
        Map<String, List<String>> rows = keyRows();

        for (Key key : Key.values()) {
            List<String> row = rows.remove(key.text());
            assertThat(row).as("row of %s", key.text()).isNotNull();
            String defaultCell = row.get(1);
            if (key.defaultValue() != null) {
                assertThat(defaultCell).as("default of %s", key.text()).isEqualTo("`" + key.defaultValue() + "`");
            } else {
                assertThat(defaultCell)
                        .as("default of %s", key.text())
                        .isIn(
                                "–",
                                "`OTEL_SERVICE_NAME`, else `SPRING_APPLICATION_NAME` of the environment, else main class or jar name",
                                "`host:pid`",
                                "10 × `latency.threshold`",
                                "`CUDA_VISIBLE_DEVICES`, else all",
                                "search",
                                "standard error");
            }
            assertThat(row.get(2)).as("reload of %s", key.text()).isEqualTo(key.reloadable() ? "at once" : "at start");
            assertThat(row.get(3).startsWith("*per operation*"))
                    .as("reach of %s", key.text())
                    .isEqualTo(key.perOperation());
            for (String choice : key.choices()) {
                assertThat(row.get(3)).as("choices of %s", key.text()).contains("`" + choice + "`");
            }
        }
        assertThat(rows.keySet())
                .as("documented keys that are none")
                .containsExactlyInAnyOrder(
                        "rule.<name>.when",
                        "rule.<name>.until",
                        "rule.<name>.for",
                        "rule.<name>.severity",
                        "rule.<name>.message",
                        "rule.<name>.label.<label>",
                        "rule.<name>.each",
                        "labels.<name>",
                        "webhook.header.<name>",
                        "otlp.header.<name>",
                        "destination.<name>.<key>",
                        "silence.<name>.match",
                        "silence.<name>.from",
                        "silence.<name>.until",
                        "silence.<name>.weekly",
                        "silence.<name>.zone",
                        "slo.<name>.operation",
                        "slo.<name>.objective",
                        "slo.<name>.latency",
                        "slo.<name>.period",
                        "operation.<name>.match",
                        "operation.<name>.complete",
                        "operation.<name>.label.<label>",
                        "operation.<name>.detail.<detail>",
                        "operation.<name>.failed",
                        "operation.<name>.layer",
                        "operation.<name>.<key>");
        assertThat(keyRows().get("operation.<name>.complete").get(3)).contains(quoted(OperationDefinition.COMPLETIONS));
        assertThat(keyRows().get("operation.<name>.layer").get(3)).contains(quoted(OperationsSection.LAYERS));
    }

    @Test
    void shouldAcceptEveryExampleOfTheConfigurationPage() throws IOException {
        List<String> examples = indented(Files.readString(DOCS.resolve("configuration.md")));

        for (String example : examples) {
            if (!example.contains("the agent stays off")) {
                assertThat(Load.file(directory, example).loader().load())
                        .as(example)
                        .isInstanceOf(ConfigResult.Valid.class);
            }
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldAcceptEveryRuleOfTheRulesPage() throws IOException {
        List<String> examples = indented(Files.readString(DOCS.resolve("rules.md")));

        for (String example : examples) {
            assertThat(Load.file(directory, example)
                            .valid()
                            .detection()
                            .stated()
                            .rules())
                    .as(example)
                    .hasSize(2);
        }
        assertThat(examples).hasSize(1);
    }

    @Test
    void shouldAcceptEveryExampleOfTheAlertsPageWithNothingSwitchedOff() throws IOException {
        List<String> examples = new ArrayList<>(indented(Files.readString(DOCS.resolve("alerts.md"))));
        examples.removeIf(example -> !example.contains(" = "));

        for (String example : examples) {
            NightjarConfig config = Load.file(directory, example)
                    .variable("SLACK_TEAM", "https://hooks.slack.test/T")
                    .variable("PAGERDUTY_KEY", "0123456789abcdef0123456789abcdef")
                    .valid();
            assertThat(config.switchedOff()).as(example).isEmpty();
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void shouldAcceptEveryPatternOfThePatternsPage() throws IOException {
        String page = Files.readString(DOCS.resolve("patterns.md"));
        int patterns = 0;
        for (List<String> row : rows(page)) {
            String first = row.get(0).replace("`", "");
            if (first.contains("#")) {
                patterns++;
                assertThat(Load.file(directory, "watch = " + first).loader().load())
                        .as(first)
                        .isInstanceOf(ConfigResult.Valid.class);
                assertThat(Pattern.split(first)).as(first).hasSize(1);
            }
        }
        assertThat(patterns).isGreaterThan(10);
        assertThat(page).contains("`" + String.join("`, `", PresetNames.all()) + "`");
        assertThat(firstCells(page)).contains(quotedEach(OperationDefinition.COMPLETIONS));
    }

    @Test
    void shouldDocumentEveryDestinationWithItsRequest() throws IOException {
        String page = Files.readString(DOCS.resolve("alerts.md"));

        assertThat(firstCells(page)).contains(quotedEach(Key.ALERTS_TO.choices()));
    }

    private static List<String> firstCells(String page) {
        List<String> cells = new ArrayList<>();
        for (List<String> row : rows(page)) {
            cells.add(row.get(0));
        }
        return cells;
    }

    private static String[] quotedEach(List<String> words) {
        return words.stream()
                .filter(word -> !word.equals("auto"))
                .map(word -> "`" + word + "`")
                .toArray(String[]::new);
    }

    @Test
    void shouldDocumentEveryMemberOfAnAlert() throws IOException {
        String page = Files.readString(DOCS.resolve("alerts.md"));
        Alert alert = new Alert(
                AlertType.LATENCY,
                Severity.ERROR,
                "",
                Instant.EPOCH,
                Map.of(),
                "",
                AlertStatus.FIRING,
                "",
                Instant.EPOCH,
                null,
                Map.of());

        List<String> documented = new ArrayList<>();
        for (List<String> row : rows(page.substring(page.indexOf("| member |")))) {
            documented.add(row.get(0).replace("`", ""));
        }

        assertThat(documented).startsWith(alert.toMap().keySet().toArray(String[]::new));
        for (AlertType type : AlertType.values()) {
            assertThat(page).contains("| `" + type.jsonName() + "` |");
        }
        for (Severity severity : Severity.values()) {
            assertThat(page).contains("`" + severity.jsonName() + "`");
        }
    }

    @Test
    void shouldDocumentTheMetadataThatEachAlertHas() throws IOException {
        String page = Files.readString(DOCS.resolve("alerts.md"));
        Map<AlertType, Alert> alerts = new EnumMap<>(AlertType.class);
        AnomalyDetector detector = AnomalyDetector.create(
                DetectorConfig.builder().throughputThresholdPerSecond(5).build(),
                alert -> alerts.put(alert.type(), alert));
        detector.checkLatency("a", 1_001);
        detector.recordRequest("a", false);
        detector.checkErrorRate("a", Duration.ofSeconds(60));
        detector.checkResources(ResourceReading.builder().gpuMemoryPercent(95).build());
        detector.checkThroughput(1);

        assertThat(alerts.keySet())
                .containsExactly(AlertType.LATENCY, AlertType.ERROR_RATE, AlertType.MEMORY, AlertType.THROUGHPUT);
        alerts.forEach((type, alert) -> {
            List<String> keys = new ArrayList<>(alert.metadata().keySet());
            keys.remove("suppressed");
            assertThat(page).contains("| `" + type.jsonName() + "` |");
            assertThat(metadataOf(page, type)).as("metadata of %s", type).isEqualTo(keys);
        });
        for (AlertType type : AlertType.values()) {
            for (String key : metadataOf(page, type)) {
                assertThat(page.substring(page.indexOf("| `metadata` | meaning |")))
                        .contains("| `" + key + "` | ");
            }
        }
    }

    private static List<String> metadataOf(String page, AlertType type) {
        for (List<String> row : rows(page)) {
            if (row.get(0).equals("`" + type.jsonName() + "`")) {
                return List.of(row.get(2).replace("`", "").split(", "));
            }
        }
        throw new AssertionError("no row of " + type);
    }

    private static Map<String, List<String>> keyRows() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<String> row : rows(Files.readString(DOCS.resolve("configuration.md")))) {
            if (row.size() == 4 && row.get(0).startsWith("`")) {
                rows.put(row.get(0).replace("`", ""), row);
            }
        }
        return rows;
    }

    /** The cells of all tables, titles and rulers left out. */
    private static List<List<String>> rows(String page) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : page.split("\n")) {
            if (line.startsWith("| `")) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|")) {
                    cells.add(cell.strip());
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    /** The indented blocks of a page. */
    private static List<String> indented(String page) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        for (String line : (page + "\n\n").split("\n", -1)) {
            if (line.startsWith("    ")) {
                block.append(line.strip()).append('\n');
            } else if (!block.isEmpty()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        return blocks;
    }

    private static String[] quoted(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").toArray(String[]::new);
    }
}
