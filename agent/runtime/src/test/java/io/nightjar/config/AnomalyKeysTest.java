package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.detect.StatedSettings;
import io.nightjar.learn.Signal;
import io.nightjar.record.OperationSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyKeysTest {
    @TempDir
    Path directory;

    @Test
    void shouldLearnEverySignalWithOneFalseAlarmAWeekWhenNothingIsSet() {
        StatedSettings stated = load("").detection().stated();

        assertThat(stated.learns()).isTrue();
        assertThat(stated.learnsMemory()).isTrue();
        assertThat(stated.falseAlarmsAWeek()).isEqualTo(1);
        assertThat(stated.learnFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(learned("", "chat"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Signal.values()).map(Signal::keyName).toList());
        assertThat(Key.ANOMALY_SIGNALS.choices())
                .isEqualTo(Arrays.stream(Signal.values()).map(Signal::keyName).toList());
    }

    @Test
    void shouldLearnOfAnOperationWhatItsOwnKeysSay() {
        String text = """
                anomaly.enabled = false
                operation.chat*.anomaly.enabled = true
                operation.chat*.anomaly.signals = latency, errors
                operation.chat.fast.anomaly.signals = silence
                """;

        assertThat(learned(text, "embed")).isEmpty();
        assertThat(learned(text, "chat.slow")).containsExactly("latency", "errors");
        assertThat(learned(text, "chat.fast")).containsExactly("silence");
        assertThat(load(text).detection().stated().learns()).isTrue();
        assertThat(load(text).detection().stated().learnsMemory()).isFalse();
        assertThat(load("anomaly.enabled = false").detection().stated().learns())
                .isFalse();
        assertThat(load("anomaly.signals = latency").detection().stated().learnsMemory())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1/w, 1", "2, 2", "0.5/w, 0.5", "2/d, 14", "1/h, 168"})
    void shouldReadHowManyFalseAlarmsAreAllowed(String value, double aWeek) {
        assertThat(load("anomaly.false-alarms = " + value).detection().stated().falseAlarmsAWeek())
                .isCloseTo(aWeek, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anomaly.false-alarms = 0/w | must be a number above 0 in a time such as 1/w, 2/d or 1/h (a bare number is per week)",
                "anomaly.false-alarms = few | must be a number above 0 in a time such as 1/w, 2/d or 1/h (a bare number is per week)",
                "anomaly.false-alarms = 1/y | must be a number above 0 in a time such as 1/w, 2/d or 1/h (a bare number is per week)",
                "anomaly.warm-up = 0s | must be a duration above 0",
                "anomaly.enabled = maybe | must be true or false",
                "anomaly.signals = latency, eror | must be one or more, comma separated, of latency, errors, throughput, silence, first-chunk, tokens, memory",
                "anomaly.signals = latency, eror | did you mean errors",
                "anomaly.signals = | must be one or more, comma separated, of latency",
                "anomaly.warmup = 5m | unknown key (did you mean anomaly.warm-up?)",
                "operation.chat.anomaly.signal = latency | did you mean operation.chat.anomaly.signals?",
                "operation.chat.anomaly.warm-up = 5m | unknown key",
            })
    void shouldSayWhatIsAllowedWhenAValueIsNone(String line, String message) {
        assertThat(Load.file(directory, line + "\n").rendered())
                .singleElement()
                .asString()
                .contains(message)
                .contains(":1");
    }

    private List<String> learned(String text, String operation) {
        return load(text)
                .detection()
                .limits()
                .apply(OperationSpec.of(operation, "client"))
                .learned();
    }

    private NightjarConfig load(String text) {
        return Load.file(directory, text).valid();
    }
}
