package io.nightjar.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.json.AlertJson;
import io.nightjar.record.OperationSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    private static final String HEADER = "timestamp,operation,duration_ms,outcome,exception\n";
    private static final long BEGIN = 1_795_356_000;

    private final StringWriter out = new StringWriter();
    private final List<String> said = new ArrayList<>();

    @Test
    void shouldPrintAlertsWithTheirTimesAndDestinationsAndASummary() throws IOException {
        replay(
                HEADER + BEGIN + ".25,chat,1500,ok,\n" + (BEGIN + 2) + ",rank,5000,ok,\n" + (BEGIN + 90)
                        + ",chat,1,ok,\n",
                false,
                "alerts.to=slack,webhook;slack.url=https://s.example/x;webhook.url=https://h.example;webhook.when=severity>=critical"
                        + ";alerts.rate-limit=1s");

        assertThat(lines())
                .startsWith(
                        "2026-11-22T14:00:00.250Z  warning   latency     Latency threshold exceeded for chat: 1500.00ms (threshold: 1000ms)  -> log, slack",
                        "2026-11-22T14:00:02.000Z  critical  latency     Latency threshold exceeded for rank: 5000.00ms (threshold: 1000ms)  -> log, slack, webhook")
                .contains(
                        "3 calls of 2 operations from 2026-11-22T14:00:00.250Z to 2026-11-22T14:01:30.000Z",
                        "day         type     warning  error  critical  resolved",
                        "2026-11-22  latency        1      0         1         2",
                        "notifications: log 4, slack 4, webhook 2",
                        "not sent: 0 within the rate limit, 0 silenced or flapping");
        assertThat(said).isEmpty();
    }

    @Test
    void shouldSayThatNothingCameWhenNothingDid() throws IOException {
        replay(HEADER + BEGIN + ",chat,1,ok,\n", false, "");

        assertThat(lines()).contains("no alerts");
    }

    @Test
    void shouldRaiseNothingBecauseTheLogEnds() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 2_000; i++) {
            log.append(BEGIN + i / 10).append(",chat,1,ok,\n");
        }
        replay(log.toString(), false, "");

        assertThat(lines()).contains("no alerts").noneMatch(line -> line.contains("throughput"));
    }

    @Test
    void shouldRaiseATrafficDropWhenTheLogHasOne() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 2_000; i++) {
            log.append(BEGIN + i / 10).append(",chat,1,ok,\n");
        }
        log.append(BEGIN + 5_000).append(",chat,1,ok,\n");
        replay(log.toString(), false, "");

        assertThat(lines()).anyMatch(line -> line.contains("Throughput below threshold"));
    }

    @Test
    void shouldPrintTheSameAlertsOfTheContractEachTimeWhenAskedForJson() throws IOException {
        String log = HEADER + BEGIN + ",chat,1500,ok,\n" + (BEGIN + 100) + ",chat,4000,ok,\n";
        replay(log, true, "service=shop;alerts.rate-limit=1s");
        String first = out.toString();
        out.getBuffer().setLength(0);
        replay(log, true, "service=shop;alerts.rate-limit=1s");

        assertThat(out).hasToString(first);
        assertThat(lines()).hasSize(4);
        Map<String, Object> alert = AlertJson.parseObject(lines().get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(alert.keySet())
                .containsExactly(
                        "alert_type",
                        "severity",
                        "message",
                        "timestamp",
                        "metadata",
                        "id",
                        "status",
                        "fingerprint",
                        "starts_at",
                        "ends_at",
                        "labels");
        assertThat(alert).containsEntry("timestamp", "2026-11-22T14:00:00.000Z").containsEntry("status", "firing");
        assertThat(alert.get("labels")).isEqualTo(Map.of("service", "shop", "operation", "chat"));
        assertThat(lines().stream()
                        .map(line -> line.replaceAll(".*\"id\":\"([0-9A-HJKMNP-TV-Z]{26})\".*", "$1"))
                        .distinct())
                .hasSize(4)
                .allMatch(id -> id.length() == 26);
        assertThat(said).anyMatch(line -> line.startsWith("stuck is not judged"));
    }

    @Test
    void shouldCountWhatWouldHaveBeenStuck() throws IOException {
        replay(HEADER + BEGIN + ",chat,12000,ok,\n" + (BEGIN + 1) + ",chat,30000,failed,E\n", false, "");

        assertThat(lines())
                .contains("  2 calls of chat ran longer than stuck.threshold (10.0 s), the longest 30.0 s: live, that"
                        + " would have been raised while it ran");
    }

    @Test
    void shouldLeaveOutIgnoredFailuresAndTheirSubclassesOfTheJdk() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 20; i++) {
            log.append(BEGIN + i).append(",a,1,failed,java.net.SocketTimeoutException\n");
            log.append(BEGIN + i).append(",b,1,failed,com.acme.Quota 429\n");
            log.append(BEGIN + i).append(",c,1,failed,\n");
        }
        replay(log.toString(), true, "errors.ignore=java.io.IOException,com.acme.Quota");

        assertThat(out.toString())
                .contains("\"component\":\"c\"", "\"errors\":{\"unknown\":")
                .doesNotContain("\"component\":\"a\"", "\"component\":\"b\"");
    }

    @Test
    void shouldPrintWhatTheSecondConfigurationAddsAndDrops() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 20; i++) {
            log.append(BEGIN + i).append(",chat,700,").append(i % 5 == 0 ? "failed,E\n" : "ok,\n");
        }
        log.append(BEGIN + 20).append(",rank,3000,ok,\n");
        replay(
                log.toString(),
                false,
                "service=a;alerts.rate-limit.per=operation;latency.threshold=1s;error-rate.threshold=10%",
                "service=b;alerts.rate-limit.per=operation;latency.threshold=500ms;error-rate.threshold=50%");

        assertThat(lines().stream().filter(line -> line.startsWith("+") || line.startsWith("-")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("+ 2026-11-22T14:00:00.000Z  warning   latency"))
                .anyMatch(line -> line.matches("\\+ .*  resolved  latency .*"))
                .anyMatch(line -> line.matches("- .*  error_rate .*"))
                .noneMatch(line -> line.startsWith("+") && line.contains("rank"));
        assertThat(lines().stream().map(line -> line.replaceAll(" +", " ")))
                .contains("type conditions 1 conditions 2 added dropped alerts 1 alerts 2", "error_rate 1 0 0 1 1 0");
    }

    @Test
    void shouldJudgeASeriesOfLatencyByLatencyAlone() throws IOException {
        StringBuilder log = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 300; i++) {
            log.append(BEGIN + i / 3).append(",5\n");
        }
        log.append(BEGIN + 4_000).append(",2500\n");
        replay(Signal.LATENCY, log.toString(), false, "");

        assertThat(lines())
                .anyMatch(line -> line.contains("Latency threshold exceeded for db: 2500.00ms"))
                .noneMatch(line -> line.contains("Throughput"))
                .contains("errors, throughput, stuck and memory are not judged: the series holds durations");
    }

    @Test
    void shouldJudgeASeriesOfMemory() throws IOException {
        StringBuilder log = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 60; i++) {
            log.append(BEGIN + i * 60)
                    .append(',')
                    .append(i > 20 && i < 30 ? 95 : 40)
                    .append('\n');
        }
        log.append(BEGIN + 4_000).append(",250\n");
        replay(Signal.MEMORY, log.toString(), false, "memory.check=heap");

        assertThat(lines())
                .anyMatch(line ->
                        line.startsWith("2026-11-22T14:21:0") && line.contains("Memory threshold exceeded: 95.0%"))
                .anyMatch(line -> line.contains("resolved  memory"))
                .anyMatch(line -> line.startsWith("1 values are left out"));
    }

    @ParameterizedTest
    @CsvSource({
        "latency, 300, 700, Unusual latency in ",
        "errors, 0.005, 0.2, Unusual errors in ",
        "throughput, 8, 0, Unusual silence in ",
        "throughput, 8, 2, Unusual throughput in ",
        "first-chunk, 200, 500, Unusual first_chunk in ",
        "tokens, 400, 1100, Unusual tokens in ",
    })
    void shouldJudgeASeriesByWhatWasLearnedOfItWhateverItIsOf(String signal, double usual, double later, String message)
            throws IOException {
        Random random = new Random(7);
        StringBuilder log = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 5_000; i++) {
            double factor = signal.equals("errors") ? random.nextDouble() * 2 : Math.exp(random.nextGaussian() * 0.3);
            log.append(1_700_000_000 + i)
                    .append(',')
                    .append((i < 4_000 ? usual : later) * factor)
                    .append('\n');
        }
        replay(Signal.find(signal), log.toString(), false, "error-rate.threshold=100%;throughput.threshold=0.0001/s");

        assertThat(lines())
                .filteredOn(line -> line.contains("  anomaly     Unusual "))
                .hasSize(1);
        assertThat(lines()).filteredOn(line -> line.contains(message)).isNotEmpty();
        assertThat(lines()).noneMatch(line -> line.startsWith("NOTHING"));
    }

    @Test
    void shouldJudgeASeriesOfMemoryByItsTrend() throws IOException {
        StringBuilder log = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 400; i++) {
            log.append(1_700_000_000 + i * 60).append(",30\n");
        }
        replay(Signal.MEMORY, log.toString(), false, "");

        assertThat(lines()).noneMatch(line -> line.contains("  anomaly  "));
    }

    @Test
    void shouldSayOnceWhatOfEitherConfigurationNamesNoOperationAndWhatTheLogLacks() throws IOException {
        String log = HEADER + BEGIN + ",chat,5,ok,\n";
        replay(
                log,
                false,
                "rule.a.when=calls(chta) > 5;rule.b.when=calls(chat) > 9",
                "rule.a.when=calls(chta) > 5;rule.c.when=calls(chat) > 9 and cpu() > 5%;rule.c.until=calls(caht) > 1;"
                        + "rule.d.each=x*;rule.d.when=calls($) > 2;slo.e.operation=y*;slo.e.objective=99%");

        assertThat(lines())
                .endsWith(
                        "rule.a.when: no operation is like 'chta'",
                        "rule c asks for what a log of calls does not hold: cpu() (absent)",
                        "rule.c.until: no operation is like 'caht'",
                        "rule.d.each: no operation is like 'x*'",
                        "slo.e.operation: no operation is like 'y*'");
    }

    @Test
    void shouldJudgeManyOperationsAsOneBeyondTheFirstThousand() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 3_000; i++) {
            log.append(BEGIN)
                    .append(",op")
                    .append(i)
                    .append(',')
                    .append(i == 2_500 ? 9_000 : 1)
                    .append(",ok,\n");
        }
        replay(log.toString(), false, "");

        assertThat(lines())
                .anyMatch(line -> line.contains("Latency threshold exceeded for other: 9000.00ms"))
                .contains("operations beyond the first 1000 are judged as one, other");
    }

    @Test
    void shouldBeFastOverAGapOfYears() throws IOException {
        replay(HEADER + BEGIN + ",chat,9000,ok,\n" + (BEGIN + 20L * 365 * 86_400) + ",chat,9000,ok,\n", false, "");

        assertThat(lines().stream().filter(line -> line.contains("critical  latency")))
                .hasSize(2);
    }

    @Test
    void shouldPrintWhatItHasWhenTheLogCannotBeReadToItsEnd() {
        byte[] bytes = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1};

        assertThatThrownBy(() -> run(Signal.LATENCY, bytes, false, ""))
                .hasMessage("the log could not be read to its end");
    }

    private void replay(String log, boolean json, String... configurations) throws IOException {
        replay(Signal.LATENCY, log, json, configurations);
    }

    private void replay(Signal signal, String log, boolean json, String... configurations) throws IOException {
        run(signal, log.getBytes(StandardCharsets.UTF_8), json, configurations);
    }

    private void run(Signal signal, byte[] log, boolean json, String... configurations) throws IOException {
        List<ReplaySettings> settings = new ArrayList<>();
        for (String text : configurations) {
            ConfigResult result =
                    ConfigLoader.of(text, Map.of(), Map.of(), Path.of(".")).load();
            settings.add(ReplaySettings.of(
                    ((ConfigResult.Valid) result).config(), name -> OperationSpec.of(name, "engine")));
        }
        LineProblems problems = new LineProblems(said::add);
        PrintWriter printer = new PrintWriter(out);
        try (CallLogReader reader = CallLogReader.of(new ByteArrayInputStream(log), problems)) {
            new Replay(settings, signal, "db", json, printer, said::add).run(reader, problems);
        } finally {
            printer.flush();
        }
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
