package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.AlertType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningAgentCommandsTest {
    private static final String SLOW = """
            {"alert_type":"latency","severity":"error","message":"Latency threshold exceeded for é.run: 812.40ms","timestamp":"2026-11-22T14:03:11.482Z","metadata":{"operation":"é.run","latency_ms":812.4,"suppressed":3},"status":"firing","fingerprint":"3fa9c0d15577e2b1","sent_to":[{"destination":"slack","timestamp":"2026-11-22T14:03:11.500Z"},{"destination":"oncall","timestamp":"2026-11-22T14:03:11.600Z"}],"held_by":null,"silenced_by":null}""".strip();
    private static final String FULL = """
            {"alert_type":"memory","severity":"critical","message":"Memory threshold exceeded","timestamp":"2026-11-22T14:04:00.000Z","metadata":{"suppressed":0},"status":"resolved"}""".strip();
    private static final String HELD = """
            {"alert_type":"stuck","severity":"warning","message":"Stuck","timestamp":"2026-11-22T14:05:00.000Z","metadata":{},"status":"firing","fingerprint":"77","sent_to":[],"held_by":"silence","silenced_by":"night"}""".strip();
    private static final String STATUS = """
            {"version":"0.1.0","state":"running","config":"defaults","watched":"onnxruntime, com.acme.Engine#infer",\
            "uptime_ms":3725000,"operations":[{"operation":"onnxruntime.run","layer":"engine","calls":120,"errors":1,\
            "cancelled":0,"in_flight":2,"p50_ms":1.4,"p95_ms":2.0,"p99_ms":9.126,"max_ms":null,"alerts":1},\
            {"operation":"openai.chat","layer":"client","calls":3,"errors":0,"cancelled":0,"in_flight":0,"p50_ms":1.0,\
            "p95_ms":2.0,"p99_ms":3.0,"max_ms":4.0,"alerts":0,"chunks":34,"first_chunk_ms":2.5,"chunk_gap_ms":1.25,\
            "longest_gap_ms":8.0,"input_tokens":27,"output_tokens":12}],\
            "destinations":[{"destination":"webhook https://h","sent":3,"dropped":0,"pending":1,"failed":2,"last_answer":"answered 503"}],\
            "failures":{"weave.transform":1},"resources":{"heap_percent":41.25}}""";

    @TempDir
    static Path directory;

    private static AnsweringJvm jvm;
    private static String pid;

    @BeforeAll
    static void startJvm() throws Exception {
        jvm = AnsweringJvm.start(directory, STATUS, "[" + SLOW + "," + FULL + "," + SLOW + "," + HELD + "]");
        pid = jvm.pid();
    }

    @AfterAll
    static void endJvm() throws Exception {
        jvm.close();
    }

    @Test
    void shouldPrintTheHistoryOldestFirstWhenAskedForAlerts() {
        Typed typed = Typed.command("alerts", pid);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out().lines())
                .containsExactly(
                        "2026-11-22T14:03:11.482Z  3fa9c0d1  error     Latency threshold exceeded for é.run: 812.40ms"
                                + "  (3 suppressed)  sent to slack, oncall",
                        "2026-11-22T14:04:00.000Z  -         resolved  Memory threshold exceeded",
                        "2026-11-22T14:03:11.482Z  3fa9c0d1  error     Latency threshold exceeded for é.run: 812.40ms"
                                + "  (3 suppressed)  sent to slack, oncall",
                        "2026-11-22T14:05:00.000Z  77        warning   Stuck  held by silence night");
    }

    @Test
    void shouldPrintTheAlertsAsTheyAreWhenAskedForJson() {
        assertThat(Typed.command("alerts", pid, "--json").out())
                .isEqualToNormalizingNewlines("[\n" + SLOW + ",\n" + FULL + ",\n" + SLOW + ",\n" + HELD + "\n]\n");
    }

    @Test
    void shouldPrintOnlyTheNewestOfATypeWhenAskedSo() {
        assertThat(Typed.command("alerts", pid, "--type", "memory", "--json").out())
                .isEqualToNormalizingNewlines("[\n" + FULL + "\n]\n");
        assertThat(Typed.command("alerts", pid, "--type=LATENCY", "--limit", "1")
                        .out()
                        .lines())
                .hasSize(1);
        assertThat(Typed.command("alerts", pid, "--type", "error-rate").out().strip())
                .isEqualTo("no alerts");
        assertThat(Typed.command("alerts", pid, "--limit", "0", "--json").out().strip())
                .isEqualTo("[]");
    }

    @Test
    void shouldTakeEveryTypeThatThereIsAndNoOther() {
        for (AlertType type : AlertType.values()) {
            assertThat(Typed.command("alerts", pid, "--type", type.jsonName()).exitCode())
                    .isZero();
            assertThat(Typed.command("alerts", "--help").out()).contains(type.jsonName());
        }
        Typed none = Typed.command("alerts", pid, "--type", "slow");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("--type must be one of latency, error_rate,", "not slow");
    }

    @Test
    void shouldPrintATableWhenAskedForStatus() {
        Typed typed = Typed.command("status", pid);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualToNormalizingNewlines("""
                        nightjar 0.1.0: running for 1h 2m 5s, configuration: defaults
                        watched: onnxruntime, com.acme.Engine#infer

                        operation        layer   calls  errors  cancelled  p50 ms  p95 ms  p99 ms  max ms  in flight  alerts
                        onnxruntime.run  engine    120       1          0    1.40    2.00    9.13       -          2       1
                        openai.chat      client      3       0          0    1.00    2.00    3.00    4.00          0       0

                        streams, tokens  chunks  first chunk ms  gap ms  longest gap ms  tokens in  tokens out
                        openai.chat          34            2.50    1.25            8.00         27          12

                        destination        sent  pending  failed  dropped  last answer
                        webhook https://h     3        1       2        0  answered 503

                        failures of the agent itself, swallowed:
                          weave.transform: 1

                        resources:
                          heap_percent: 41.25
                        """);
        assertThat(Typed.command("status", pid, "--json").out().strip()).isEqualTo(STATUS);
    }

    @Test
    void shouldSayThatItAlreadyRunsWhenAttachedTwice() {
        Typed typed = Typed.command("attach", pid);

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("nightjar already runs in process " + pid);
    }

    @Test
    void shouldSayThatNoAgentIsThereWhenTheJvmHasNone(@TempDir Path empty) throws Exception {
        try (AnsweringJvm bare = AnsweringJvm.start(empty, "", "")) {
            for (String command : new String[] {"alerts", "status", "detach"}) {
                Typed typed = Typed.command(command, bare.pid());

                assertThat(typed.exitCode()).isEqualTo(1);
                assertThat(typed.err()).startsWith("nightjar: no nightjar runs in process " + bare.pid());
                assertThat(typed.out()).isEmpty();
            }
        }
    }

    @Test
    void shouldSayThatThereIsNoProcessWhenThePidIsWrong() {
        Typed typed = Typed.command("status", "999999999");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err().strip()).isEqualTo("nightjar: there is no process 999999999");
    }

    @Test
    void shouldLeaveAProcessAloneWhenItIsNoJvm() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            Typed typed = Typed.command("status", Long.toString(sleeper.pid()));

            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.err()).contains("is no JVM");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroy();
        }
    }
}
