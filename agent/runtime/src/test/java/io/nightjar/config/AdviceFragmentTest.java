package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.advice.Advice;
import io.nightjar.advice.AdviceText;
import io.nightjar.advice.RecordedCalls;
import io.nightjar.detect.OperationLimits;
import io.nightjar.record.OperationSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code advise} prints is a configuration that means what it says. */
class AdviceFragmentTest {
    private static final String[] PARTS = {
        "a",
        "chat",
        ".",
        "..",
        " ",
        ":",
        "=",
        "\\",
        "#",
        "!",
        "\t",
        "\n",
        "\r",
        "é",
        "漢",
        "\u2028",
        "\ud83d\ude00",
        "\ud83d",
        "${env:HOME}",
        "latency.threshold",
        ".match",
        "label.x",
        "operation.",
        "%",
        ";",
        "\"",
        "'",
        "\u0000",
        "\u00a0",
        "\\u0041",
        "window",
        ".detail.",
        "other",
        "-",
        "$"
    };

    @TempDir
    private Path directory;

    @Test
    void shouldBeReadBackAsTheSameThresholdsWhateverTheNamesHold() throws IOException {
        Function<OperationSpec, OperationLimits> before = load("").detection().limits();
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RecordedCalls calls = new RecordedCalls(before);
            Map<String, Long> millis = new HashMap<>();
            for (int i = 0; i < 3; i++) {
                StringBuilder name = new StringBuilder();
                for (int part = random.nextInt(5); part >= 0; part--) {
                    name.append(PARTS[random.nextInt(PARTS.length)]);
                }
                long own = 11 + random.nextInt(80);
                if (millis.putIfAbsent(name.toString(), own) == null) {
                    for (int call = 0; call < 300; call++) {
                        calls.add(name.toString(), call, own * 1_000_000, false, false);
                    }
                }
            }

            String fragment = AdviceText.of(Advice.of(calls.seen(), "seed " + seed, calls.operations()));

            Function<OperationSpec, OperationLimits> after =
                    load(fragment).detection().limits();
            for (Map.Entry<String, Long> own : millis.entrySet()) {
                OperationLimits limits = after.apply(OperationSpec.of(own.getKey(), "custom"));
                assertThat(limits.latencyThresholdMillis())
                        .as("seed %s, %s, in%n%s", seed, own.getKey(), fragment)
                        .isEqualTo((double) own.getValue());
            }
            assertThat(after.apply(OperationSpec.of("another", "custom")))
                    .isEqualTo(before.apply(OperationSpec.of("another", "custom")));
        }
    }

    @Test
    void shouldStayACommentWhenNoKeyMeansTheOperationAlone() throws IOException {
        RecordedCalls calls = new RecordedCalls(load("").detection().limits());
        for (int call = 0; call < 300; call++) {
            calls.add("chat*", call, 1_000_000, false, false);
            calls.add("", call, 1_000_000, false, false);
        }

        String fragment = AdviceText.of(Advice.of(calls.seen(), "a\nenabled = false", calls.operations()));

        NightjarConfig config = load(fragment);
        assertThat(config.enabled()).isTrue();
        assertThat(config.detection()
                        .limits()
                        .apply(OperationSpec.of("chat1", "custom"))
                        .latencyThresholdMillis())
                .isEqualTo(1_000);
        assertThat(fragment).contains("# operation.chat*.latency.threshold = 1ms");
    }

    private NightjarConfig load(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("nightjar.properties"), text);
        ConfigResult result =
                ConfigLoader.of(file.toString(), Map.of(), Map.of(), directory).load();
        assertThat(result).as(text).isInstanceOf(ConfigResult.Valid.class);
        NightjarConfig config = ((ConfigResult.Valid) result).config();
        assertThat(config.switchedOff()).isEmpty();
        return config;
    }
}
