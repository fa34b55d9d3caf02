package com.example.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {

    @Test
    void shouldTakeSomeTwoMinutesAndMisbehaveInEveryWayWhenItIsTheDemo() throws IOException {
        Scenario demo = Scenario.load("demo");

        assertThat(demo.phases().stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofSeconds(140));
        assertThat(demo.phases()).anyMatch(phase -> phase.slowShare() > 0);
        assertThat(demo.phases()).anyMatch(phase -> phase.failingShare() > 0);
        assertThat(demo.phases()).anyMatch(phase -> phase.silentConnections() > 0);
        assertThat(demo.phases()).anyMatch(phase -> phase.keptMebibytesPerSecond() > 0);
        assertThat(demo.phases()).anyMatch(phase -> phase.messageTimes() > 1);
        assertThat(demo.phases()).anyMatch(phase -> phase.requestsPerSecond() == 0);
    }

    @Test
    void shouldSkipCommentsAndEmptyLinesWhenItReadsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "# mine\n\none 1 rps=5\ntwo 2\n");

        Scenario scenario = Scenario.load(file.toString());

        assertThat(scenario.phases()).extracting(Phase::name).containsExactly("one", "two");
    }

    @Test
    void shouldNameTheLineWhenAPhaseCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.parse("mine", List.of("one 1", "two never")))
                .withMessage("mine, \"two never\": the duration must be a number, not never");
    }

    @Test
    void shouldRefuseWhenThereAreNoPhases() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.parse("mine", List.of("# nothing")))
                .withMessage("mine has no phases");
    }

    @Test
    void shouldSayWhatThereIsWhenTheNameIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.load("no-such-scenario"))
                .withMessageContaining("there is: demo");
    }
}
