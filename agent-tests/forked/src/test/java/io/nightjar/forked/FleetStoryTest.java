package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/fleet.sh}: a fleet with a real Prometheus and two real Alertmanagers, one of which dies. */
class FleetStoryTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final String STORY = "examples/fleet.sh";

    @TempDir
    private Path directory;

    @Test
    void shouldNotifyOfEachIncidentOnceThoughAnAlertmanagerDies() throws IOException {
        for (String[] names :
                new String[][] {{"prometheus"}, {"prometheus-alertmanager", "alertmanager"}, {"jq"}, {"curl"}}) {
            if (Tools.find("the story of a fleet", names) == null) {
                return;
            }
        }
        Map<String, String> environment = Map.of(
                "TMPDIR", directory.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "FLEET_PATIENCE", "90");
        try (RunningJvm story = ForkedJvm.launch(List.of("sh", STORY), environment, Project.root())) {
            Outcome outcome = end(story);

            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            assertThat(outcome.stdout())
                    .containsPattern("firing +NightjarLatency +\\S+ +jvm-2  1 by alertmanager-[12]\n")
                    .containsPattern("firing +NightjarFleetLatency +\\S+ +jvm-2  1 by alertmanager-[12]\n")
                    .containsPattern("firing +NightjarFleetTargetDown +- +jvm-3  1 by alertmanager-[12]\n")
                    .doesNotContainPattern("  [2-9] by ")
                    .endsWith("one of them died.\n");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("nightjar-fleet"));
        }
    }

    /** Where it does not end in time it still gets the chance to end what it has started. */
    private static Outcome end(RunningJvm story) {
        try {
            return story.awaitExit(DEADLINE);
        } finally {
            if (story.isAlive()) {
                story.terminate();
                story.awaitExit();
            }
        }
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        Files.createSymbolicLink(directory.resolve("dirname"), Tools.find("a message", "dirname"));
        Map<String, String> environment =
                Map.of("PATH", directory.toString(), "JAVA_HOME", System.getProperty("java.home"));
        try (RunningJvm story = ForkedJvm.launch(List.of("/bin/sh", STORY), environment, Project.root())) {
            Outcome outcome = story.awaitExit();

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.stderr())
                    .isEqualTo("fleet: prometheus is needed (on Debian, as root: apt-get install prometheus)\n");
        }
    }
}
