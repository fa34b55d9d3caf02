package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Where the agent's lines go when files and streams are not what one would like. */
class LogFileTest {
    private static final String SLOW =
            "watch=com.acme.Engine#infer;latency.threshold=50ms;alerts.rate-limit=1ms;throughput.threshold=0.001/s;";

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldStartAndLogOnStandardErrorWhenTheFileIsAPipeThatNobodyReads(Jdk jdk) {
        Path pipe = directory.resolve("pipe");
        try (RunningJvm made = ForkedJvm.launch(List.of("mkfifo", pipe.toString()), Map.of(), null)) {
            assertThat(made.awaitExit().exitCode()).isZero();
        }
        shouldLogOnStandardError(jdk, pipe, "is not a regular file");
    }

    @EveryJdk
    void shouldLogOnStandardErrorAndCountTheLinesWhenTheDiskIsFull(Jdk jdk) {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        shouldLogOnStandardError(jdk, full, "log.file cannot be written (No space left on device)");
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(SLOW + "log.file=" + full)
                .main("com.acme.Application", "slow:60", "slow:60", "read")
                .start()) {
            jvm.await(
                    "three refused lines",
                    () -> AgentStatus.of(jvm) != null
                            && AgentStatus.failures(jvm).get("log.file") instanceof Long lines
                            && lines >= 3);
        }
    }

    private static void shouldLogOnStandardError(Jdk jdk, Path file, String why) {
        Outcome outcome = ForkedJvm.on(jdk)
                .agent(SLOW + "log.file=" + file)
                .main("com.acme.Application", "slow:60", "slow:60", "say:done")
                .run();

        assertThat(outcome.stdout()).isEqualTo("done\n");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.stderr()).contains(why);
        assertThat(outcome.stderr().lines().filter(line -> line.contains("alert latency")))
                .hasSize(2);
    }

    @EveryJdk
    void shouldWriteIntoTheNewFileWhenTheOldOneIsMovedAway(Jdk jdk) throws IOException {
        Path log = directory.resolve("n.log");
        Path moved = directory.resolve("n.log.1");
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(SLOW + "log.file=" + log)
                .main("com.acme.Application", "slow:60", "read")
                .start()) {
            jvm.await("the first alert's line", () -> holds(log, "alert latency"));
            Files.move(log, moved);
            Files.createFile(log);

            jvm.send("slow:70");

            jvm.await("the second alert's line in the new file", () -> holds(log, "alert latency"));
            assertThat(moved).content().contains("watches").doesNotContain("70.");
        }
    }

    @EveryJdk
    void shouldWriteToStandardErrorItselfWhenTheApplicationLeadsItElsewhere(Jdk jdk) throws IOException {
        Path own = directory.resolve("application.log");

        Outcome outcome = ForkedJvm.on(jdk)
                .agent(SLOW)
                .main("com.acme.Application", "err:" + own, "slow:60", "slow:60", "say:done")
                .run();

        assertThat(outcome.stdout()).isEqualTo("done\n");
        assertThat(outcome.stderr().lines().filter(line -> line.contains("alert latency")))
                .hasSize(2);
        assertThat(own).isEmptyFile();
    }

    @EveryJdk
    void shouldHoldOneFileOpenWhenTheConfigurationNamesOthersOneAfterTheOther(Jdk jdk) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "this system does not show what a process has open");
        Path file = directory.resolve("nightjar.properties");
        write(file, 0);
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(file.toString())
                .main("com.acme.Application", "read")
                .start()) {
            jvm.awaitOut("reading");
            for (int i = 1; i <= 2; i++) {
                Path log = directory.resolve("n" + i + ".log");
                write(file, i);
                jvm.await("a line in " + log, () -> holds(log, "read again"));
            }

            assertThat(openLogs(jvm.pid())).isEqualTo(1);
        }
    }

    private void write(Path file, int number) throws IOException {
        Path next = Files.writeString(
                directory.resolve("next.properties"),
                "watch=com.acme.Engine#infer\nlog.file=" + directory.resolve("n" + number + ".log") + "\n");
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private int openLogs(long pid) throws IOException {
        int open = 0;
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path link : links) {
                open += Files.readSymbolicLink(link).toString().matches(".*/n\\d\\.log") ? 1 : 0;
            }
        }
        return open;
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
