package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade writes another jar over the one with which a JVM runs. */
class JarOverwrittenTest {
    @TempDir
    private Path directory;

    @EveryJdk
    void shouldWorkOnWhenItsJarIsOverwrittenInPlace(Jdk jdk) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));

        overwriteInPlace(jdk, temporary);

        assertThat(temporary).isEmptyDirectory();
    }

    @EveryJdk
    void shouldWorkOnWhenItsJarIsOverwrittenInPlaceAndNoFileCanBeWritten(Jdk jdk) throws IOException {
        overwriteInPlace(jdk, directory.resolve("none"));
    }

    private void overwriteInPlace(Jdk jdk, Path temporary) throws IOException {
        Path jar = Files.copy(Project.jar(), directory.resolve("agent.jar"), StandardCopyOption.REPLACE_EXISTING);
        Path file = directory.resolve("nightjar.properties");
        try (AlertReceiver receiver = AlertReceiver.start()) {
            write(file, receiver, "30s", "log");
            try (RunningJvm jvm = ForkedJvm.on(jdk)
                    .option("-javaagent:" + jar + "=" + file)
                    .option("-Djava.io.tmpdir=" + temporary)
                    .main("com.acme.Application", "read")
                    .start()) {
                jvm.awaitOut("reading");
                jvm.awaitError("what is needed of the jar is held apart from it");

                assertThat(temporary.toFile().list()).isNullOrEmpty(); // also if it were killed now
                Files.write(jar, new byte[(int) Files.size(jar)]);
                write(
                        file, receiver, "50ms",
                        "webhook"); // what was never used yet: delivery, reload, the state as JSON
                jvm.await("an alert", () -> {
                    jvm.send("slow:60");
                    return !receiver.requests("latency", "firing").isEmpty();
                });

                assertThat(AgentStatus.of(jvm)).containsEntry("state", "running");
                assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
                jvm.endInput();
                assertThat(jvm.awaitExit().exitCode()).isZero();
            }
        }
    }

    private void write(Path file, AlertReceiver receiver, String threshold, String to) throws IOException {
        Path next = Files.writeString(
                directory.resolve("next.properties"),
                String.join(
                        "\n",
                        "watch=com.acme.Engine#infer",
                        "latency.threshold=" + threshold,
                        "alerts.rate-limit=1ms",
                        "log.level=debug",
                        "alerts.to=" + to,
                        "webhook.url=" + receiver.url(),
                        ""));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
