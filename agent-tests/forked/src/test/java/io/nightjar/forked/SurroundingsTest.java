package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Poor surroundings: nothing can be written, nobody is at home, Kubernetes fills the environment. */
class SurroundingsTest {
    @TempDir
    private Path directory;

    @EveryJdk
    void shouldWatchWhenNothingCanBeWrittenAndThereIsNoHome(Jdk jdk) {
        Path readOnly = Path.of("/proc");
        assumeTrue(Files.isDirectory(readOnly), "/proc is the directory here that nobody can write to");
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .directory(readOnly)
                    .agent(Hook.slowOver50Millis(receiver))
                    .option("-Duser.home=/nonexistent")
                    .option("-Djava.io.tmpdir=/nonexistent")
                    .environment("HOME", "/nonexistent")
                    .main("com.acme.Application", "slow:120", "read", "say:done")
                    .runUntilTold(receiver);

            assertThat(outcome.stdout()).isEqualTo("reading\ndone\n");
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stderr()).doesNotContain(" failed: ");
            assertThat(receiver.requests("latency", "firing"))
                    .as(outcome.stderr())
                    .hasSize(1);
        }
    }

    @EveryJdk
    void shouldNotTakeTheVariablesOfAKubernetesServiceForItsOwn(Jdk jdk) {
        Outcome outcome = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;latency.threshold=50ms")
                .environment("NIGHTJAR_PORT", "tcp://10.0.0.1:80")
                .environment("NIGHTJAR_SERVICE_HOST", "10.0.0.1")
                .environment("NIGHTJAR_SERVICE_PORT", "80")
                .environment("NIGHTJAR_PORT_80_TCP", "tcp://10.0.0.1:80")
                .environment("NIGHTJAR_PORT_80_TCP_ADDR", "10.0.0.1")
                .main("com.acme.Application", "slow:120")
                .run();

        assertThat(outcome.stderr())
                .contains("Latency threshold exceeded for Engine.infer")
                .doesNotContain("NIGHTJAR_")
                .doesNotContain("10.0.0.1");
    }

    @EveryJdk
    void shouldJudgeTheHostWhenTheKernelTellsNoCgroup(Jdk jdk) {
        List<String> withoutCgroup = List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount --bind /dev/null /proc/$$/cgroup && exec \"$@\"",
                "sh");
        assumeTrue(runs(withoutCgroup), "this system lets nobody hide /proc/self/cgroup in a mount namespace");
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm running = ForkedJvm.on(jdk)
                        .within(withoutCgroup)
                        .agent("watch=;memory.threshold=0.1%;" + Hook.to(receiver))
                        .option("-XX:-UseContainerSupport") // the JVM of 25 itself dies of such a file
                        .main("com.acme.Application", "read", "say:done")
                        .start()) {
            running.await(
                    "a memory alert",
                    () -> !receiver.requests("memory", "firing").isEmpty());
            running.endInput();
            Outcome outcome = running.awaitExit();

            assertThat(outcome.stdout()).isEqualTo("reading\ndone\n");
            assertThat(outcome.stderr()).doesNotContain(" failed: ");
            assertThat(receiver.requests("memory", "firing").get(0).body()).contains("\"memory_type\":\"host\"");
        }
    }

    private boolean runs(List<String> launcher) {
        List<String> command = new ArrayList<>(launcher);
        command.add("true");
        try (RunningJvm running = ForkedJvm.launch(command, Map.of(), directory)) {
            return running.awaitExit().exitCode() == 0;
        } catch (UncheckedIOException noSuchCommand) {
            return false;
        }
    }

    @EveryJdk
    void shouldFollowTheLayersOfConfigurationHighestFirst(Jdk jdk) throws IOException {
        Path file = Files.writeString(
                directory.resolve("nightjar.properties"),
                String.join(
                        "\n",
                        "watch=com.acme.Engine#infer",
                        "latency.threshold=10s",
                        "service=from-file",
                        "labels.tier=gold",
                        "log.format=json"));

        Outcome outcome = ForkedJvm.on(jdk)
                .agent("latency.threshold=50ms;config=" + file)
                .option("-Dnightjar.latency.threshold=20s")
                .option("-Dnightjar.service=from-property")
                .environment("NIGHTJAR_SERVICE", "from-environment")
                .environment("NIGHTJAR_INSTANCE", "from-environment")
                .main("com.acme.Application", "slow:120")
                .run();

        assertThat(outcome.stderr())
                .contains("\"service\":\"from-property\"")
                .contains("\"instance\":\"from-environment\"")
                .contains("\"tier\":\"gold\"")
                .contains("\"threshold_ms\":50.0");
    }

    @EveryJdk
    void shouldLogIntoItsFileAndLeaveStandardErrorSilent(Jdk jdk) throws IOException {
        Path log = directory.resolve("nightjar.log");

        Outcome outcome = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;latency.threshold=50ms;log.file=" + log)
                .main("com.acme.Application", "slow:120")
                .run();

        assertThat(outcome.stderr()).isEmpty();
        assertThat(Files.readString(log)).contains(Project.version(), "Latency threshold exceeded for Engine.infer");
    }
}
