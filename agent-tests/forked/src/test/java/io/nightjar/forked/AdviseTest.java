package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What was seen becomes thresholds: of a running agent, and of the calls that it wrote to a file. */
class AdviseTest {
    @TempDir
    private Path directory;

    @EveryJdk
    void shouldWriteEachCallThatStatusCountsAndAdviseAlikeFromBoth(Jdk jdk) throws IOException {
        Path calls = directory.resolve("calls.csv");
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;error-rate.threshold=99%;log.calls=" + calls)
                .main("com.acme.Application", "crowd:4", "read")
                .start()) {
            jvm.awaitOut("reading");
            Map<String, Object> status = AgentStatus.operation(jvm, "Engine.infer");
            long counted = (long) status.get("calls");
            jvm.await("every call is written or counted as dropped", () -> lines(calls) - 1 + dropped(jvm) == counted);

            Path fragment = advised("advise", String.valueOf(jvm.pid()));
            Path replayed = advised("advise", "--replay", calls.toString());

            assertThat(counted).isEqualTo(4_000);
            assertThat(fragment).content().contains("operation.Engine.infer.latency.threshold = ");
            if (dropped(jvm) == 0) {
                assertThat(thresholds(replayed)).isEqualTo(thresholds(fragment));
                assertThat(replayed).content().contains("4,000 calls");
                assertThat(Files.readAllLines(calls).stream().filter(line -> line.contains(",failed,")))
                        .hasSize(((Long) status.get("errors")).intValue());
            }
            assertThat(JarCommands.done("check", fragment.toString())).contains("the configuration is valid");
        }
    }

    private Path advised(String... words) throws IOException {
        String fragment = JarCommands.done(words);
        return Files.writeString(directory.resolve(words.length + ".properties"), fragment);
    }

    private static List<String> thresholds(Path fragment) throws IOException {
        return Files.readAllLines(fragment).stream()
                .filter(line -> line.startsWith("operation."))
                .toList();
    }

    private static long dropped(RunningJvm jvm) {
        return AgentStatus.failures(jvm).get("calls.dropped") instanceof Long count ? count : 0;
    }

    private static long lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
