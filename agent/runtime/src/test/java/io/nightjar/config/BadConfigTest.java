package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadConfigTest {
    @TempDir
    Path directory;

    @Test
    void shouldSayEveryProblemAtOnceWhenThereAreSeveral() {
        List<String> lines = Load.file(directory, """
                        # a comment
                        latency.treshold = 200ms
                        window = 5 parsecs
                        alerts.to = log, pigeon
                        watch = com.acme.Engine.infer
                        """)
                .property("nightjar.memory.threshold", "140%")
                .variable("NIGHTJAR_LOG_LEVEL", "loud")
                .rendered();

        String file = directory.resolve("nightjar.properties").toString();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0))
                .isEqualTo(file + ":2: latency.treshold: unknown key (did you mean latency.threshold?)");
        assertThat(lines.get(1)).startsWith(file + ":3: window = 5 parsecs: must be a duration from 100ms to 24h");
        assertThat(lines.get(2))
                .isEqualTo(file + ":4: alerts.to = log, pigeon: must be one or more, comma separated, of log, webhook,"
                        + " alertmanager, pagerduty, opsgenie, slack, teams");
        assertThat(lines.get(3)).startsWith(file + ":5: watch = com.acme.Engine.infer: '#' is missing");
        assertThat(lines)
                .contains(
                        "-Dnightjar.memory.threshold: memory.threshold = 140%: must be a share from 0% to 100% such as"
                                + " 5% or 0.05")
                .contains("environment variable NIGHTJAR_LOG_LEVEL: log.level = loud: must be one of debug, info, warn,"
                        + " error, off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency.threshold|200sec",
                "latency.threshold|-5ms",
                "latency.threshold|0",
                "latency.threshold|1e3",
                "latency.threshold|NaN",
                "latency.threshold|9999999999999999h",
                "latency.threshold|ms",
                "latency.threshold|''",
                "stuck.threshold|five minutes",
                "error-rate.threshold|101%",
                "error-rate.threshold|-1%",
                "error-rate.threshold|abc",
                "error-rate.threshold|5 percent",
                "error-rate.min-requests|1.5",
                "error-rate.min-requests|-1",
                "error-rate.min-requests|99999999999999999999",
                "errors.ignore|com.acme.Busy!",
                "memory.threshold|200%",
                "memory.check|disk",
                "memory.check|auto,heap",
                "memory.check|system",
                "gpu.devices|first",
                "memory.interval|0s",
                "throughput.threshold|10/day",
                "throughput.threshold|-1/s",
                "throughput.arm|sometimes",
                "window|10ms",
                "window|25h",
                "severity.error|0.5",
                "severity.critical|1.5",
                "memory.severity.error|95%",
                "alerts.rate-limit|soon",
                "alerts.rate-limit.per|host",
                "alerts.rate-limit.escalation|yes",
                "alerts.history|-1",
                "memory.check|''",
                "enabled|on",
                "webhook.timeout|0",
                "webhook.format|xml",
                "webhook.header.Content-Length|5",
                "webhook.header.Bad Name|x",
                "http.proxy|proxy",
                "http.proxy|https://proxy:3128",
                "alertmanager.user|alone",
                "alertmanager.password|alone",
                "log.level|verbose",
                "log.format|xml",
                "watch|onnxrutime",
                "watch|!auto",
                "watch|java.util.List#add",
                "watch|com.acme.Engine#infer(",
                "operation.x.match|nothing",
                "operation.x.match|''",
                "operation.x.layer|engine",
                "operation.x.window|1",
                "operation.x.complete|later",
                "operation.*.match|com.acme.Engine#infer",
                "operation.x.label.1st|arg0",
                "operation.x.latency.threshold|never",
                "labels.a-b|x",
                "labels.severity|x",
                "labels.|x",
                "operation.match|x",
                "service|${env}",
                "service|${env:A",
                "config|other.properties",
            })
    void shouldSayWhereAndWhatIsAllowedWhenAValueIsWrong(String key, String value) {
        Load load = Load.file(directory, "\n" + key.replace(" ", "\\ ") + " = " + value + "\n");
        if (key.equals("operation.x.window") || key.equals("severity.error") && value.equals("1")) {
            assertThat(load.loader().load()).isInstanceOf(ConfigResult.Valid.class);
            return;
        }

        List<Problem> problems = load.problems();

        assertThat(problems.get(0).line()).isEqualTo(2);
        assertThat(problems.get(0).key()).isEqualTo(key);
        assertThat(problems.get(0).message()).isNotBlank();
        assertThat(problems.get(0).render()).startsWith(directory.resolve("nightjar.properties") + ":2: " + key);
    }

    @ParameterizedTest
    @CsvSource({
        "latency.treshold,latency.threshold",
        "Latency.Threshold,latency.threshold",
        "error_rate_threshold,error-rate.threshold",
        "watches,watch",
        "alert.to,alerts.to",
        "webhook.uri,webhook.url",
        "label.team,labels.team",
        "webhook.headers.X-A,webhook.header.X-A",
        "operations.rank.match,operation.rank.match",
        "operation.rank.latency.treshold,operation.rank.latency.threshold",
        "operation.a.b.mach,operation.a.b.match",
        "nightjar.latency.threshold,latency.threshold",
        "nightjar.operation.a.match,operation.a.match",
        "NIGHTJAR_WEBHOOK_URL,webhook.url",
        "latency,latency.threshold",
        "rate-limit,alerts.rate-limit",
        "operation.rank.stuck,operation.rank.stuck.threshold",
    })
    void shouldNameTheNearestKeyWhenAKeyIsUnknown(String typo, String meant) {
        Problem problem = Load.file(directory, typo + "=x").problems().get(0);

        assertThat(problem.message()).isEqualTo("unknown key");
        assertThat(problem.suggestion()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzzzzzzz", "x", "operation.rank.colour", "operation."})
    void shouldSuggestNothingWhenNoKeyIsNear(String key) {
        Problem problem = Load.file(directory, key + "=x").problems().get(0);

        assertThat(problem.message()).isEqualTo("unknown key");
        assertThat(problem.suggestion()).isEmpty();
    }

    @Test
    void shouldNameBothLinesWhenAKeyIsSetTwice() {
        assertThat(Load.file(directory, "window=5s\n\nservice=x\nwindow=6s\n").rendered())
                .containsExactly(directory.resolve("nightjar.properties")
                        + ":4: window = 6s: set twice, first at line 1: keep one");
    }

    @Test
    void shouldNameEachLineWhenTheEncodingIsWrong() {
        byte[] latin1 = "service=caf\u00e9\nlog.level=info\ninstance=\u00fc\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Load.bytes(directory, latin1).rendered())
                .containsExactly(
                        directory.resolve("nightjar.properties") + ":1: not UTF-8: save the file as UTF-8",
                        directory.resolve("nightjar.properties") + ":3: not UTF-8: save the file as UTF-8");
        assertThat(Load.bytes(directory, "service=x\n".getBytes(StandardCharsets.UTF_16))
                        .rendered())
                .singleElement()
                .asString()
                .contains("UTF-16");
    }

    @Test
    void shouldReadUtf8WhenItBeginsWithAByteOrderMark() {
        assertThat(Load.file(directory, "\ufeffservice=caf\u00e9").valid().service())
                .isEqualTo("caf\u00e9");
    }

    @Test
    void shouldSayWhatIsWrongWithTheFileWhenItCannotBeRead() throws Exception {
        Path big = directory.resolve("big.properties");
        Files.write(big, new byte[2_000_000]);

        assertThat(Load.argument("none.properties").in(directory).rendered())
                .containsExactly("agent argument: config = none.properties: no such file");
        assertThat(Load.argument("")
                        .property("nightjar.config", "none.properties")
                        .rendered())
                .containsExactly("-Dnightjar.config: config = none.properties: no such file");
        assertThat(Load.argument(".").in(directory).rendered().get(0)).contains("a directory");
        assertThat(Load.argument("/dev/null").rendered().get(0)).contains("not a regular file");
        assertThat(Load.argument("big.properties").in(directory).rendered().get(0))
                .contains("larger than 1 MiB");
        assertThat(Load.argument("a\0b").rendered().get(0)).contains("is no path");
    }

    @Test
    void shouldSayThatAFileCannotBeReadWhenItsLinksGoInACircle() throws Exception {
        Path circle = directory.resolve("circle.properties");
        Files.createSymbolicLink(circle, circle);

        assertThat(Load.argument(circle.toString()).rendered())
                .singleElement()
                .asString()
                .contains("circle.properties");
    }

    @Test
    void shouldHintAtTheKeyWhenAnArgumentIsMistakenForAPath() {
        assertThat(Load.argument("whatch=com.acme.Engine#infer;latency.threshold=1s")
                        .rendered())
                .containsExactly("agent argument: config = whatch=…: no such file, and whatch is no known key"
                        + " (did you mean watch?)");
        assertThat(Load.argument("watch=auto;latency.threshold").rendered())
                .containsExactly(
                        "agent argument: latency.threshold: a part without its value: write key=value;key=value");
        assertThat(Load.argument("watch=auto;nonsense=1").rendered())
                .containsExactly("agent argument: nonsense: unknown key");
    }

    @Test
    void shouldSayWhichKeyIsNeededWhenADestinationLacksIt() {
        List<String> lines =
                Load.argument("alerts.to=webhook,pagerduty,opsgenie,slack").rendered();

        assertThat(lines)
                .extracting(line -> line.substring(line.lastIndexOf(": ") + 2))
                .containsExactly(
                        "webhook.url is needed for the destination webhook",
                        "pagerduty.routing-key is needed for the destination pagerduty",
                        "opsgenie.api-key is needed for the destination opsgenie",
                        "slack.url is needed for the destination slack");
    }

    @Test
    void shouldKeepAProblemOnOneLineWhenItsValueHasSeveral() {
        Problem problem = Load.file(directory, "window=1\\n2\\u2028" + "x".repeat(500))
                .problems()
                .get(0);

        assertThat(problem.render().lines()).hasSize(1);
        assertThat(problem.value()).hasSize(201).endsWith("…");
    }
}
