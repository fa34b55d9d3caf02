package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.AlertType;
import io.nightjar.export.metric.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files for a fleet. Those in {@code examples/} are written anew by {@code mvn -pl agent/runtime -am test
 * -Dtest=ExportCommandTest#should*Examples -Dsurefire.failIfNoSpecifiedTests=false -Dnightjar.test.examples=write}.
 */
class ExportCommandTest {
    private static final Path EXAMPLES = Path.of("..", "..", "examples");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"prometheus-rules, nightjar-rules.yml", "grafana-dashboard, nightjar-dashboard.json"})
    void shouldPrintWhatStandsInTheExamples(String what, String file) throws IOException {
        String printed = export(what);

        if ("write".equals(System.getProperty("nightjar.test.examples"))) {
            Files.writeString(EXAMPLES.resolve(file), printed);
        }
        assertThat(printed)
                .as("the class comment says how %s is written anew", file)
                .isEqualTo(Files.readString(EXAMPLES.resolve(file)));
    }

    @ParameterizedTest
    @CsvSource({
        "prometheus-rule, prometheus-rules",
        "grafana-dashbord, grafana-dashboard",
        "rules, prometheus-rules",
        "dashboard, grafana-dashboard"
    })
    void shouldSayWhatWasProbablyMeantWhenTheWordIsUnknown(String word, String meant) {
        int exitCode = run("export", word);

        assertThat(exitCode).isEqualTo(NightjarCommand.USAGE);
        assertThat(err.toString())
                .startsWith("<what> must be prometheus-rules or grafana-dashboard, not " + word + "; did you mean "
                        + meant + "?")
                .contains("Usage: java -jar nightjar.jar export");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldSayWhatThereIsWhenNothingIsNear() {
        assertThat(run("export", "csv")).isEqualTo(NightjarCommand.USAGE);
        assertThat(err.toString()).startsWith("<what> must be prometheus-rules or grafana-dashboard, not csv\n");
        assertThat(run("export")).isEqualTo(NightjarCommand.USAGE);
        assertThat(err.toString()).contains("Missing required parameter: '<what>'");
    }

    @ParameterizedTest
    @CsvSource({"soon", "0s", "2h", "-5s"})
    void shouldRefuseAnIntervalThatIsNone(String interval) {
        assertThat(run("export", "prometheus-rules", "--scrape-interval", interval))
                .isEqualTo(NightjarCommand.USAGE);
        assertThat(err.toString())
                .startsWith("--scrape-interval must be a time such as 15s, from 1ms to 1h, not " + interval);
    }

    @Test
    void shouldPrintTheProblemsOfAConfigurationThatIsWrong() {
        int exitCode = run("export", "prometheus-rules", "--config", "latency.treshold=1s");

        assertThat(exitCode).isEqualTo(NightjarCommand.PROBLEM);
        assertThat(err.toString()).contains("latency.treshold").contains("latency.threshold");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldHaveARuleForEachTypeOfAlertButTheUsersOwn() {
        String rules = export("prometheus-rules");

        for (AlertType type : AlertType.values()) {
            if (type != AlertType.RULE) {
                assertThat(rules).contains("alert_type: '" + type.jsonName() + "'");
            }
        }
    }

    @Test
    void shouldAskForFamiliesThatThereAre() {
        Set<String> families = new TreeSet<>();
        for (Metric metric : Metric.values()) {
            families.add(family(metric));
        }

        assertThat(families).containsAll(asked(export("prometheus-rules")));
        assertThat(asked(export("grafana-dashboard"))).isEqualTo(families);
    }

    @Test
    void shouldTakeThresholdsFromTheConfiguration() {
        String rules = export(
                "prometheus-rules",
                "--config",
                "latency.threshold=250ms;stuck.threshold=7s;error-rate.threshold=20%;memory.threshold=80%;throughput.threshold=30/m;"
                        + "alerts.resolve-after=5s;memory.forecast=0s;severity.error=4;severity.critical=6;"
                        + "operation.embed.match=com.acme.Embedder#embed;operation.embed.latency.threshold=90s;"
                        + "operation.embed.throughput.threshold=30/m;"
                        + "slo.fast.operation=embed;slo.fast.objective=99.9%;slo.fast.latency=2500ms;"
                        + "slo.odd.operation=embed;slo.odd.objective=99%;slo.odd.latency=300ms");

        assertThat(rules)
                .contains(" > 0.25'")
                .contains(" >= 1'")
                .contains("nightjar_oldest_call_seconds")
                .contains("> 7'")
                .contains("> 0.2\n          and nightjar:calls:rate * 60 >= 10")
                .contains("nightjar_memory_used_ratio > 0.8'")
                .contains("nightjar:layer_calls:rate < 0.5")
                .contains("nightjar:calls:rate{operation=\"embed\"} < 0.5")
                .contains("keep_firing_for: 5s")
                .contains("le=\"2.5\"")
                .contains("record: nightjar:objective_bad:rate3d")
                .contains("left out: objective odd, because no bound of the histogram is 300ms.")
                .contains("left out: latency of operation=\"embed\" above 90 s: the histogram's highest bound is 80 s.")
                .contains("thresholds: given by --config")
                .doesNotContain("predict_linear")
                .doesNotContain("none is configured");
    }

    @Test
    void shouldTakeRatesOverFourScrapes() {
        assertThat(export("prometheus-rules", "--scrape-interval", "1m"))
                .contains("rate(nightjar_call_duration_seconds_bucket[4m])")
                .contains("for: 2m")
                .contains("nightjar:calls:rate * 240 >= 10");
    }

    @Test
    void shouldHaveNoTwoPanelsWithOneIdOrPlace() {
        String dashboard = export("grafana-dashboard");

        assertThat(all("\n      \"id\" : (\\d+),", dashboard))
                .hasSizeGreaterThan(20)
                .doesNotHaveDuplicates();
        assertThat(all("\"x\" : (\\d+),\\s+\"y\" : \\d+", dashboard)).hasSizeGreaterThan(20);
        assertThat(all("(\"x\" : \\d+,\\s+\"y\" : \\d+)", dashboard)).doesNotHaveDuplicates();
    }

    private static String family(Metric metric) {
        return "nightjar_" + metric.baseName() + (metric.unit().isEmpty() ? "" : "_" + metric.unit());
    }

    /** The families of all names in queries. */
    private static Set<String> asked(String text) {
        Set<String> names = new TreeSet<>();
        for (String name : all("(?<![\\w:-])(nightjar_[a-z_]+)", text)) {
            names.add(name.replaceAll("_(total|bucket|count|sum|info)$", ""));
        }
        return names;
    }

    private static List<String> all(String regex, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private String export(String... words) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("export"));
        all.addAll(List.of(words));
        int exitCode = run(all.toArray(new String[0]));
        assertThat(exitCode).as(err.toString()).isEqualTo(NightjarCommand.OK);
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }

    private int run(String... words) {
        return NightjarCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(words);
    }
}
