package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.objective.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectivesTest {
    @TempDir
    Path directory;

    private static List<Objective> objectives(NightjarConfig config) {
        return config.detection().stated().objectives();
    }

    private NightjarConfig load(String text) {
        return Load.file(directory, text).valid();
    }

    @Test
    void shouldReadObjectivesInTheirOrderWithNamesThatHoldDots() {
        List<Objective> objectives = objectives(load("""
                slo.chat.fast.latency = 2
                slo.all.operation = *
                slo.chat.fast.operation = openai.chat
                slo.all.objective = 99.9%
                slo.chat.fast.objective = 0.95
                slo.all.period = 7d
                """));

        assertThat(objectives).hasSize(2);
        Objective fast = objectives.get(0);
        assertThat(fast.name()).isEqualTo("chat.fast");
        assertThat(fast.operations().toString()).isEqualTo("openai.chat");
        assertThat(fast.share()).isEqualTo(0.95);
        assertThat(fast.latency()).isEqualTo(Duration.ofMillis(2));
        assertThat(fast.period()).isEqualTo(Duration.ofDays(30));
        assertThat(objectives.get(1).name()).isEqualTo("all");
        assertThat(objectives.get(1).share()).isEqualTo(0.999);
        assertThat(objectives.get(1).latency()).isNull();
        assertThat(objectives.get(1).period()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void shouldHaveNoneAndForecastHalfAnHourAheadWhenNothingIsSet() {
        assertThat(objectives(load(""))).isEmpty();
        assertThat(load("").detection().stated().memoryForecast()).isEqualTo(Duration.ofMinutes(30));
        assertThat(load("memory.forecast = 0s").detection().stated().memoryForecast())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slo.a.objective = 100% | must be a share above 0% and below 100% such as 99.5%: 100% leaves no budget",
                "slo.a.objective = 99.9999999999% | must be a share above 0% and below 100% such as 99.5%: 100% leaves no budget",
                "slo.a.objective = 0.0000000001% | must be a share above 0% and below 100% such as 99.5%: 0% promises nothing",
                "slo.a.objective = 0% | must be a share above 0% and below 100% such as 99.5%: 0% promises nothing",
                "slo.a.objective = most | must be a share above 0% and below 100% such as 99.5%",
                "slo.a.objective = 101% | must be a share above 0% and below 100% such as 99.5%",
                "slo.a.latency = 0ms | must be a duration above 0",
                "slo.a.period = 59m | must be a duration from 1h to 366d such as 30d or 12h (a bare number is days)",
                "slo.a.period = 367 | must be a duration from 1h to 366d such as 30d or 12h (a bare number is days)",
                "slo.a.period = month | must be a duration from 1h to 366d such as 30d or 12h (a bare number is days)",
                "slo.a.operation = | must be the name of an operation, or a glob such as openai.*",
                "slo.a.latnecy = 5s | unknown key (did you mean slo.a.latency?)",
            })
    void shouldSayWhatIsAllowedWhenAValueIsNone(String line, String message) {
        String rest = line.contains(".objective")
                ? "slo.a.operation = chat"
                : line.contains(".operation")
                        ? "slo.a.objective = 99%"
                        : "slo.a.operation = chat\nslo.a.objective = 99%";

        assertThat(Load.file(directory, line + "\n" + rest + "\n").rendered())
                .singleElement()
                .asString()
                .contains(message)
                .contains(":1");
    }

    @Test
    void shouldSayWhatIsNeededWhenItIsMissing() {
        assertThat(Load.file(directory, "slo.a.latency = 5s").rendered())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("slo.a.operation is needed"))
                .anySatisfy(line -> assertThat(line).contains("slo.a.objective is needed"));
    }

    @Test
    void shouldSayWhichWindowsAreLeftOutWhenABudgetCannotBurnSoFast() {
        assertThat(load("slo.a.operation = chat\nslo.a.objective = 90%").switchedOff())
                .containsExactly(
                        "slo a goes without the windows of 1h and 5m: were all calls bad, its budget would burn 10 times"
                                + " too fast, which is not more than 14.4");
        assertThat(load("slo.a.operation = chat\nslo.a.objective = 93.1%").switchedOff())
                .isEmpty();
        assertThat(load("slo.a.operation = chat\nslo.a.objective = 50%\nslo.a.period = 60d")
                        .switchedOff())
                .hasSize(2)
                .last()
                .asString()
                .contains("of 12h and 1h");
    }

    @Test
    void shouldSwitchAnObjectiveOffWholeWhenOneOfItsSecretsIsMissing() {
        NightjarConfig config = load("slo.a.operation = chat\nslo.a.objective = ${env:NOWHERE}");

        assertThat(objectives(config)).isEmpty();
        assertThat(config.switchedOff())
                .singleElement()
                .asString()
                .startsWith("slo a is switched off: slo.a.objective: ");
    }

    @Test
    void shouldHaveNoEnvironmentForm() {
        assertThat(objectives(Load.argument("")
                        .variable("NIGHTJAR_SLO_A_OPERATION", "chat")
                        .valid()))
                .isEmpty();
    }
}
