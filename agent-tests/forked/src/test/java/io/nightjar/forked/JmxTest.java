package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The agent's MXBeans, read from another process; and the application's logging, which they must not begin. */
class JmxTest {
    private static final String AGENT = "io.nightjar:type=Agent";
    private static final String INFER = "io.nightjar:name=Engine.infer,type=Operation";
    private static final String FOLD = "io.nightjar:name=\"fold,1\",type=Operation";

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldBeReadByAnyClientAndFollowTheConfiguration(Jdk jdk) throws IOException {
        Path file = write(true);
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(file.toString())
                .main("com.acme.Application", "calls:20", "fail:3", "slow:120", "read", "say:done")
                .start()) {
            jvm.awaitOut("reading");
            try (JmxClient client = JmxClient.connect(jvm)) { // which begins the application's logging
                jvm.await("the MXBeans are there", () -> client.names().contains(INFER));

                Map<String, Object> infer = client.read(INFER);
                assertThat(infer)
                        .containsOnlyKeys(
                                "Calls", "Errors", "Cancelled", "InFlight", "P50Millis", "P95Millis", "P99Millis")
                        .contains(entry("Errors", 3L), entry("Cancelled", 0L), entry("InFlight", 0L));
                assertThat((Long) infer.get("Calls")).isEqualTo(24L);
                assertThat((Double) infer.get("P99Millis")).isGreaterThan(100);
                jvm.await(
                        "the alert is counted",
                        () -> !Long.valueOf(0).equals(client.read(AGENT).get("AlertsSent")));
                Map<String, Object> agent = client.read(AGENT);
                assertThat(agent)
                        .contains(
                                entry("Version", Project.version()),
                                entry("State", "running"),
                                entry("Failures", 0L),
                                entry("ConditionsFiring", 1L));
                assertThat((Long) agent.get("UptimeMillis")).isPositive();

                jvm.send("fold:3");
                jvm.await("an operation that comes later", () -> client.names().contains(FOLD));
                assertThat(client.read(FOLD)).contains(entry("Calls", 1L));

                write(false);
                jvm.await("they are withdrawn", () -> client.names().isEmpty());
                write(true);
                jvm.await("they are back", () -> client.names().contains(AGENT));
                JarCommands.done("detach", Long.toString(jvm.pid()));
                assertThat(client.names()).isEmpty();
            }
            jvm.send("go");
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stdout()).endsWith("reading\nfolded 3\ndone\n");
            assertThat(outcome.stderr()).doesNotContain(" failed: ");
        }
    }

    @EveryJdk
    void shouldLeaveTheLogManagerToTheApplicationWhenItsMainNamesOneLate(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;jmx.enabled=true;memory.check=host;memory.interval=1s")
                .main("com.acme.OwnLogs")
                .start()) {
            jvm.awaitOut("main has begun");
            jvm.await("the agent has looked a few times", () -> uptimeMillis(AgentStatus.of(jvm)) > 3_500);
            jvm.send("");
            jvm.awaitOut("logs made by main");

            try (JmxClient client = JmxClient.connect(jvm)) {
                jvm.await("the MXBeans are there", () -> client.names().contains(INFER));
            }
            jvm.endInput();
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stderr()).doesNotContain(" failed: ").doesNotContain("log manager");
        }
    }

    @EveryJdk
    void shouldSayThatItIsSwitchedOffWhenTheModuleIsMissing(Jdk jdk) {
        RunningJvm jvm = ForkedJvm.on(jdk)
                .option("--limit-modules=java.base,java.instrument")
                .agent("watch=com.acme.Engine#infer;jmx.enabled=true;jfr.enabled=true;latency.threshold=50ms")
                .main("com.acme.Application", "slow:120", "say:done")
                .start();
        jvm.endInput();
        Outcome outcome = jvm.awaitExit();

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).isEqualTo("done\n");
        assertThat(outcome.stderr())
                .containsOnlyOnce("jmx.enabled is switched off: this JVM runs without the module java.management")
                .containsOnlyOnce("jfr.enabled is switched off: this JVM runs without the module jdk.jfr")
                .contains("Latency threshold exceeded")
                .doesNotContain(" failed: ");
    }

    @EveryJdk
    void shouldLoadNothingOfJmxAndJfrWhenNobodyAskedForThem(Jdk jdk) throws IOException {
        assertThat(LoadedClasses.log(jdk, directory))
                .contains("io.nightjar.launch.AgentComponents ")
                .doesNotContain("io.nightjar.export.jmx")
                .doesNotContain("io.nightjar.export.jfr")
                .doesNotContain("jdk.jfr");
    }

    private static long uptimeMillis(Map<String, Object> status) {
        return status == null ? 0 : ((Number) status.get("uptime_ms")).longValue();
    }

    private Path write(boolean enabled) throws IOException {
        Path next = Files.writeString(
                directory.resolve("next.properties"),
                String.join(
                        "\n",
                        "watch=com.acme.Engine#infer",
                        "operation.fold,1.match=com.acme.Engine#fold",
                        "latency.threshold=50ms",
                        "error-rate.min-requests=1000",
                        "throughput.threshold=0",
                        "memory.check=host",
                        "memory.threshold=99.9%",
                        "jmx.enabled=" + enabled,
                        ""));
        return Files.move(next, directory.resolve("nightjar.properties"), StandardCopyOption.REPLACE_EXISTING);
    }
}
