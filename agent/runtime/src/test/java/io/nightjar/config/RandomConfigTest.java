package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomConfigTest {
    private static final String[] VALUES = {
        "",
        "1",
        "5%",
        "1s",
        "true",
        "a,b",
        "com.acme.Engine#infer",
        "http://h:1/",
        "${env:A}",
        "${file:b}",
        "${",
        "-1",
        "log",
        "webhook,slack",
        "auto",
        "!x",
        "(",
        "#",
        "arg0.x",
        "*",
        "\u00e9\ud800",
        "99999999999999999999",
        ",",
        "whsec_",
        "\\u00",
        "/",
        "5 in 10m",
        "severity=error",
        "Sat 22:00 - Sun 04:00",
        "UTC",
        "2026-12-24T18:00"
    };

    @TempDir
    Path directory;

    @Test
    void shouldYieldAResultWhenTheTextIsRandom() {
        long seed = 7;
        Random random = new Random(seed);
        List<String> keys = Key.names(false);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(12); line >= 0; line--) {
                text.append(key(random, keys))
                        .append('=')
                        .append(VALUES[random.nextInt(VALUES.length)])
                        .append('\n');
            }
            check(Load.file(directory, text.toString()), seed, i, text.toString());
        }
    }

    @Test
    void shouldYieldAResultWhenTheBytesAreRandom() {
        long seed = 8;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            check(Load.bytes(directory, bytes), seed, i, "");
        }
    }

    @Test
    void shouldYieldAResultWhenTheArgumentIsRandom() {
        long seed = 9;
        Random random = new Random(seed);
        List<String> keys = Key.names(false);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(6); part >= 0; part--) {
                text.append(key(random, keys)).append(random.nextInt(9) == 0 ? "" : "=");
                text.append(VALUES[random.nextInt(VALUES.length)]).append(';');
            }
            check(Load.argument(text.toString()).in(directory), seed, i, text.toString());
        }
    }

    private static String key(Random random, List<String> keys) {
        String key = keys.get(random.nextInt(keys.size()));
        return switch (random.nextInt(9)) {
            case 0 -> "operation.a.b." + key;
            case 1 -> "operation.*." + key;
            case 2 -> "operation.x." + new String[] {"match", "layer", "complete", "label.model"}[random.nextInt(4)];
            case 8 -> "silence.x." + new String[] {"match", "from", "until", "weekly", "zone"}[random.nextInt(5)];
            case 3 -> "labels." + key;
            case 4 -> key.substring(random.nextInt(key.length()));
            default -> key;
        };
    }

    private static void check(Load load, long seed, int number, String text) {
        assertThatCode(() -> {
                    ConfigResult result = load.variable("A", "value").loader().load();
                    if (result instanceof ConfigResult.Invalid invalid) {
                        assertThat(invalid.problems()).isNotEmpty();
                        assertThat(invalid.problems())
                                .allMatch(problem -> problem.render().lines().count() == 1);
                    }
                })
                .as("seed %d, case %d: %s", seed, number, text)
                .doesNotThrowAnyException();
    }
}
