package com.example.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {

    @Test
    void shouldReadEverySettingWhenTheLineHasThemAll() {
        Phase phase = Phase.parse("busy 2.5 rps=12 slow=0.25 failing=0.5 silent=2 long=3 keep=8");

        assertThat(phase).isEqualTo(new Phase("busy", Duration.ofMillis(2500), 12, 0.25, 0.5, 2, 3, 8));
    }

    @Test
    void shouldSayWhatGoesOnWhenAPhaseMisbehaves() {
        Phase phase = Phase.parse("busy 10 rps=12 slow=0.25 silent=1 long=2");

        assertThat(phase.description())
                .isEqualTo("12 requests a second, 25 % of the messages are very long,"
                        + " 1 sent by a connection that falls silent, the messages are 2 times as long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            busy              | expected: name seconds
            busy ten          | the duration must be a number, not ten
            busy 0            | the duration must be more than 0 s
            busy -4           | the duration must be more than 0 s
            busy 5 rps        | expected setting=value, not rps
            busy 5 rps=many   | rps must be a number, not many
            busy 5 rps=-1     | rps must be 0 to 10000, not -1
            busy 5 slow=1.5   | slow must be a share from 0 to 1, not 1.5
            busy 5 failing=NaN| failing must be a share from 0 to 1
            busy 5 long=0     | long must be 1 to 100 times, not 0
            busy 5 sloow=1    | unknown setting sloow; there are rps, slow, failing, silent, long, keep
            """)
    void shouldSayWhatIsWrongWhenALineCannotBeRead(String line, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Phase.parse(line)).withMessageStartingWith(message);
    }
}
