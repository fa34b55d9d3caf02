package com.example.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void shouldRunAMinuteOfGoodTrafficWhenNothingIsGiven() throws IOException {
        Options options = Options.parse();

        assertThat(options.threads()).isEqualTo(4);
        assertThat(options.scenario().phases()).containsExactly(Phase.steady("steady", Duration.ofSeconds(60), 20));
    }

    @Test
    void shouldAddAQuietPhaseWhenTrafficIsToStop() throws IOException {
        Options options = Options.parse("--duration", "30", "--stop-after", "10", "--rps", "5", "--slow", "0.1");

        assertThat(options.scenario().phases())
                .containsExactly(
                        new Phase("steady", Duration.ofSeconds(10), 5, 0.1, 0, 0, 1, 0),
                        Phase.steady("quiet", Duration.ofSeconds(20), 0));
    }

    @Test
    void shouldRefuseLoadSwitchesWhenAScenarioIsGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--scenario", "demo", "--rps", "5"))
                .withMessage("--rps does not go with --scenario, which has its own load");
    }

    @Test
    void shouldSayWhatIsWrongWhenAnOptionCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--rsp", "5"))
                .withMessage("Unknown option --rsp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--threads"))
                .withMessage("--threads needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--threads", "0"))
                .withMessage("--threads must be 1 to 1024, not 0");
    }
}
