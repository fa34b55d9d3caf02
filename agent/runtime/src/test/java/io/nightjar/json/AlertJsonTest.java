package io.nightjar.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.alert.Alert;
import io.nightjar.log.NeutralText;
import io.nightjar.sink.Alerts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertJsonTest {
    @Test
    void shouldWriteTheContractsObjectByteForByte() {
        Alert alert = Alerts.firing("01JD0000000000000000000000", "9f2c");

        String json = AlertJson.text(alert);

        assertThat(json)
                .isEqualTo("{\"alert_type\":\"latency\",\"severity\":\"error\","
                        + "\"message\":\"Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)\","
                        + "\"timestamp\":\"2026-11-22T14:03:11.482Z\","
                        + "\"metadata\":{\"operation\":\"onnxruntime.run\",\"latency_ms\":812.4,\"threshold_ms\":400.0,"
                        + "\"excess_ratio\":2.031,\"suppressed\":3},"
                        + "\"id\":\"01JD0000000000000000000000\",\"status\":\"firing\",\"fingerprint\":\"9f2c\","
                        + "\"starts_at\":\"2026-11-22T14:03:11.482Z\",\"ends_at\":null,"
                        + "\"labels\":{\"service\":\"orchestrator\",\"instance\":\"host:4711\","
                        + "\"operation\":\"onnxruntime.run\",\"model\":\"minilm-9f2c\"}}");
    }

    @Test
    void shouldReadBackWhatItWroteForAnyMetadata() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Alert alert = random(seed);

            Alert back = AlertJson.parse(AlertJson.bytes(alert));

            assertThat(back).as("seed " + seed).isEqualTo(alert);
        }
    }

    @Test
    void shouldWriteNullForWhatJsonCannotSay() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("deficit_ratio", Double.POSITIVE_INFINITY);

        String json = AlertJson.text(Alerts.with(Alerts.firing("1", "f"), Alerts.START, metadata, "m"));

        assertThat(json).contains("\"metadata\":{\"deficit_ratio\":null}");
    }

    @Test
    void shouldWriteOnlyHarmlessTextsWhateverTheyAre() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("stack\u202e", List.of("at a\n\tat b\u0007\u2028\ud83d"));

        String json = AlertJson.text(Alerts.with(Alerts.firing("1", "f"), Alerts.START, metadata, "m"));

        assertThat(json).contains("\"stack\ufffd\":[\"at a\\n\\tat b\ufffd \ufffd\"]");
    }

    @Test
    void shouldRefuseWhatIsNoAlert() {
        for (String text : List.of(
                "",
                "[]",
                "{",
                "{}",
                "{\"alert_type\":\"latency\"}",
                "{} {}",
                AlertJson.text(Alerts.firing("1", "f")).replace("latency\"", "unheard\""),
                AlertJson.text(Alerts.firing("1", "f")).replace("2026-11-22T", "yesterday"))) {
            assertThatThrownBy(() -> AlertJson.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    private static Alert random(long seed) {
        Random random = new Random(seed);
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            metadata.put(
                    "k" + i,
                    switch (random.nextInt(7)) {
                        case 0 -> null;
                        case 1 -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
                        case 2 -> random.nextLong();
                        case 3 -> random.nextBoolean();
                        case 4 -> List.of("frame \"a\"", "\t\n\\", "é\uD83D\uDE00");
                        case 5 -> Map.of("java.io.IOException", (long) random.nextInt(100));
                        default ->
                            NeutralText.lines(
                                    new String(random.ints(9, 1, 0xD000).toArray(), 0, 9));
                    });
        }
        return Alerts.with(
                Alerts.firing("id" + seed, "f" + seed), Alerts.START.plusMillis(random.nextInt()), metadata, "m");
    }
}
