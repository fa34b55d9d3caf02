package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A changed properties file is noticed while the application runs; an invalid one changes nothing. */
class ReloadTest {
    @TempDir
    private Path directory;

    @EveryJdk
    void shouldFollowAChangedFileAndKeepTheRunningConfigurationWhenItBecomesInvalid(Jdk jdk) throws IOException {
        Path file = directory.resolve("nightjar.properties");
        try (AlertReceiver receiver = AlertReceiver.start()) {
            write(file, receiver, "latency.threshold=30s", "com.acme.Engine#infer");
            try (RunningJvm jvm = ForkedJvm.on(jdk)
                    .agent(file.toString())
                    .main("com.acme.Application", "slow:120", "read")
                    .start()) {
                jvm.awaitOut("reading");

                write(file, receiver, "latency.threshold=50ms", "com.acme.Engine#infer");
                jvm.await("an alert under the new threshold", () -> {
                    jvm.send("slow:60");
                    return !receiver.requests("latency", "firing").isEmpty();
                });
                assertThat(Json.object(
                                receiver.requests("latency", "firing").get(0).json(), "metadata"))
                        .containsEntry("threshold_ms", 50.0);

                write(file, receiver, "latency.threshold=soon", "com.acme.Engine#infer");
                jvm.awaitError("soon");
                int before = receiver.requests("latency", "firing").size();
                jvm.await("alerts as before", () -> {
                    jvm.send("slow:60");
                    return receiver.requests("latency", "firing").size() > before;
                });
                assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
            }
        }
    }

    @EveryJdk
    void shouldWeaveAnewWhenTheWatchChanges(Jdk jdk) throws IOException {
        Path file = directory.resolve("nightjar.properties");
        try (AlertReceiver receiver = AlertReceiver.start()) {
            write(file, receiver, "latency.threshold=50ms", "com.acme.Engine#hang");
            try (RunningJvm jvm = ForkedJvm.on(jdk)
                    .agent(file.toString())
                    .main("com.acme.Application", "slow:60", "read")
                    .start()) {
                jvm.awaitOut("reading");

                write(file, receiver, "latency.threshold=50ms", "com.acme.Engine#infer");
                jvm.await("an alert of the method that is watched now", () -> {
                    jvm.send("slow:60");
                    return !receiver.requests("latency", "firing").isEmpty();
                });

                assertThat(receiver.requests("latency", "firing").get(0).text("message"))
                        .contains("Engine.infer");
                assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
            }
        }
    }

    private void write(Path file, AlertReceiver receiver, String threshold, String watch) throws IOException {
        Path next = Files.writeString(
                directory.resolve("next.properties"),
                String.join(
                        "\n",
                        "watch=" + watch,
                        threshold,
                        "alerts.rate-limit=1ms",
                        "throughput.threshold=0.001/s",
                        "alerts.to=webhook",
                        "webhook.url=" + receiver.url(),
                        ""));
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
