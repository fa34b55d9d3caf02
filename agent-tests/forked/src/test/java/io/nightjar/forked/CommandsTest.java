package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a person types: the commands of the jar, also against a running JVM. */
class CommandsTest {
    @TempDir
    private Path directory;

    @EveryJdk
    void shouldTellItsVersionAndItsCommands(Jdk jdk) {
        Outcome version = command(jdk, "--version");
        Outcome help = command(jdk, "--help");

        assertThat(version.stdout()).contains(Project.version());
        assertThat(version.exitCode()).isZero();
        assertThat(help.stdout()).contains("attach", "detach", "check", "alerts");
        assertThat(help.exitCode()).isZero();
        assertThat(version.stderr() + help.stderr()).isEmpty();
    }

    @EveryJdk
    void shouldSayTheHelpOfEachCommand(Jdk jdk) {
        for (String name : List.of("check", "attach", "detach", "alerts", "conditions", "ack", "silence")) {
            Outcome help = command(jdk, name, "--help");

            assertThat(help.stdout()).as(name).contains(name);
            assertThat(help.exitCode()).as(name).isZero();
        }
    }

    @EveryJdk
    void shouldRefuseACommandThatIsNone(Jdk jdk) {
        Outcome outcome = command(jdk, "atach");

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.stdout() + outcome.stderr()).contains("atach").doesNotContain("\tat ");
    }

    @EveryJdk
    void shouldCheckAConfiguration(Jdk jdk) throws IOException {
        Path good = Files.writeString(
                directory.resolve("good.properties"), "watch=com.acme.Engine#infer\nlatency.threshold=200ms\n");
        Path bad = Files.writeString(
                directory.resolve("bad.properties"), "latency.treshold=200ms\nmemory.threshold=900%\n");

        Outcome passed = command(jdk, "check", good.toString());
        Outcome failed = command(jdk, "check", bad.toString());

        assertThat(passed.exitCode()).as(passed.stderr()).isZero();
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.stdout() + failed.stderr())
                .contains("bad.properties", "latency.treshold", "latency.threshold", "memory.threshold", "900%");
    }

    @EveryJdk
    void shouldReplayRecordedCalls(Jdk jdk) throws IOException {
        Path log = Files.writeString(
                directory.resolve("calls.csv"),
                "timestamp,operation,duration_ms\n2026-11-22T14:03:11.482Z,openai.chat,45000\n"
                        + "2026-11-22T14:03:12Z,openai.chat,29000\n2026-11-22T14:03:13Z,openai.chat,-1\n");
        Path missing = directory.resolve("missing.csv");
        Path spool = directory.resolve("spool");

        Outcome text = command(jdk, "replay", log.toString());
        Outcome json =
                command(jdk, "replay", log.toString(), "--json", "--config", "service=shop;alerts.spool=" + spool);
        Outcome compared = command(jdk, "replay", log.toString(), "--compare", "latency.threshold=1m");
        Outcome unreadable = command(jdk, "replay", missing.toString());
        Outcome invalid = command(jdk, "replay", log.toString(), "--config", "latency.treshold=1s");
        Outcome signal = command(jdk, "replay", log.toString(), "--signal", "speed");

        assertThat(text.exitCode()).as(text.stderr()).isZero();
        assertThat(text.stdout())
                .as("the preset's own threshold of text generation holds")
                .contains("Latency threshold exceeded for openai.chat: 45000.00ms (threshold: 30000ms)", "-> log")
                .contains("2 calls of 1 operation")
                .doesNotContain("29000");
        assertThat(text.stderr()).isEqualToIgnoringNewLines("line 4: duration_ms is negative: -1");
        assertThat(json.exitCode()).as(json.stderr()).isZero();
        assertThat(json.stdout().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"alert_type\":\"latency\""));
        assertThat(json.stdout()).contains("\"service\":\"shop\"").doesNotContain("instance");
        assertThat(spool).doesNotExist();
        assertThat(compared.stdout()).contains("- 2026-11-22T14:03:11.482Z").doesNotContain("+ 2026");
        assertThat(unreadable.exitCode()).isEqualTo(1);
        assertThat(unreadable.stderr())
                .contains("there is no file", "missing.csv")
                .doesNotContain("\tat ");
        assertThat(invalid.exitCode()).isEqualTo(1);
        assertThat(invalid.stderr()).contains("latency.treshold", "latency.threshold");
        assertThat(signal.exitCode()).isEqualTo(2);
        assertThat(signal.stderr()).contains("--signal must be one of latency, errors");
    }

    @EveryJdk
    void shouldShowTheHistoryOfARunningAgent(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;latency.threshold=50ms;service=history")
                .main("com.acme.Application", "slow:120", "read")
                .start()) {
            jvm.awaitOut("reading").awaitError("Latency threshold exceeded");
            String pid = Long.toString(jvm.pid());

            Outcome table = command(jdk, "alerts", pid);
            Outcome json = command(jdk, "alerts", pid, "--json", "--type", "latency", "--limit", "1");
            Outcome none = command(jdk, "alerts", pid, "--json", "--type", "stuck");

            assertThat(table.exitCode()).as(table.stderr()).isZero();
            assertThat(table.stdout()).contains("Latency threshold exceeded for Engine.infer");
            List<Map<String, Object>> alerts = read(json.stdout());
            assertThat(alerts).hasSize(1);
            assertThat(alerts.get(0)).containsEntry("alert_type", "latency").containsEntry("status", "firing");
            assertThat(Json.object(alerts.get(0), "labels")).containsEntry("service", "history");
            assertThat(read(none.stdout())).isEmpty();
            assertThat(AgentStatus.failures(jvm)).isEmpty();
        }
    }

    @EveryJdk
    void shouldTakeARequestAndSayWhyNotWhenItRefuses(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer")
                .main("com.acme.Application", "read")
                .start()) {
            jvm.awaitOut("reading");
            assertThat(AgentStatus.failures(jvm)).isEmpty();
            String pid = Long.toString(jvm.pid());

            Outcome conditions = command(jdk, "conditions", pid, "--json");
            Outcome silences = command(jdk, "silences", pid, "--json");
            Outcome acknowledged = command(jdk, "ack", pid, "3fa9c0d1", "--by", "ada");
            Outcome ended = command(jdk, "unsilence", pid, "none-of-these");
            Outcome unreadable = command(jdk, "silence", pid, "severity>>error", "--for", "1h");

            assertThat(conditions.stdout().strip()).as(conditions.stderr()).isEqualTo("[]");
            assertThat(silences.stdout().strip()).as(silences.stderr()).isEqualTo("[]");
            for (Outcome refused : List.of(acknowledged, ended, unreadable)) {
                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.stdout()).isEmpty();
                assertThat(refused.stderr())
                        .startsWith("nightjar: ")
                        .doesNotContain("\tat ", "older than", "did not take", "failed");
            }
            assertThat(unreadable.stderr()).contains("severity>>error", "^");
            assertThat(Path.of("/tmp", ".nightjar_" + pid)).doesNotExist();
            assertThat(AgentStatus.failures(jvm)).isEmpty();
            jvm.send("go");
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(AgentLines.others(outcome)).isEmpty();
            assertThat(AgentLines.of(outcome))
                    .as("what is said at the start alone")
                    .hasSize(1);
        }
    }

    @EveryJdk
    void shouldSaySoWhenTheJvmHasNoAgentOrIsNone(Jdk jdk) {
        try (RunningJvm jvm =
                ForkedJvm.on(jdk).main("com.acme.Application", "read").start()) {
            jvm.awaitOut("reading");

            Outcome bare = command(jdk, "alerts", Long.toString(jvm.pid()));
            Outcome nobody = command(jdk, "alerts", "999999999");

            for (Outcome outcome : List.of(bare, nobody)) {
                assertThat(outcome.exitCode()).isNotZero();
                assertThat(outcome.stderr()).isNotBlank().doesNotContain("\tat ");
            }
            jvm.send("go");
            assertThat(jvm.awaitExit().exitCode()).isZero();
        }
    }

    @EveryJdk
    void shouldAttachToARunningJvmAndDetachFromIt(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .option("-XX:+EnableDynamicAgentLoading")
                        .main("com.acme.Application", "calls:5", "slow:60", "read")
                        .start()) {
            jvm.awaitOut("reading");
            String pid = Long.toString(jvm.pid());

            Outcome attached = command(jdk, "attach", pid, Hook.slowOver50Millis(receiver) + ";alerts.rate-limit=1ms");
            assertThat(attached.exitCode()).as(attached.stderr() + jvm.stderr()).isZero();
            jvm.await("an alert of the class that was loaded before", () -> {
                jvm.send("slow:60");
                return !receiver.requests("latency", "firing").isEmpty();
            });
            assertThat(AgentStatus.failures(jvm)).isEmpty();

            Outcome detached = command(jdk, "detach", pid);
            assertThat(detached.exitCode()).as(detached.stderr()).isZero();
            assertThat(AgentStatus.of(jvm)).isNull();
            int before = receiver.requests("latency", "firing").size();
            jvm.send("slow:60")
                    .send("say:after detaching")
                    .awaitOut("after detaching")
                    .send("go");
            Outcome outcome = jvm.awaitExit();

            assertThat(outcome.exitCode()).isZero();
            assertThat(receiver.requests("latency", "firing")).hasSize(before);
            assertThat(AgentLines.others(outcome)).isEmpty();
        }
    }

    /** The alerts of {@code --json}: one array, or one object a line. */
    private static List<Map<String, Object>> read(String text) {
        if (text.strip().startsWith("[")) {
            return Json.objects(text);
        }
        List<Map<String, Object>> alerts = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> alerts.add(Json.object(line)));
        return alerts;
    }

    private static Outcome command(Jdk jdk, String... words) {
        List<String> program = new ArrayList<>(List.of("-jar", Project.jar().toString()));
        program.addAll(List.of(words));
        return ForkedJvm.on(jdk).program(program.toArray(String[]::new)).run();
    }
}
