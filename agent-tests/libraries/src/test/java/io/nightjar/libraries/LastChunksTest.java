package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams of real libraries of which no more than the last chunk was read have ended, those cut short are cancelled. */
final class LastChunksTest {
    @Test
    void shouldHaveEndedWhenTheLastChunkWasReadAndNoMore() throws Exception {
        // Spring AI's streams are OpenAI's too.
        Map<String, List<Integer>> callsAndCancelled = Map.of(
                "openai.chat-stream", List.of(4, 3),
                "openai.completion-stream", List.of(1, 1),
                "openai.response-stream", List.of(1, 1),
                "anthropic.message-stream", List.of(1, 1),
                "spring-ai.chat-stream", List.of(3, 2));

        try (WatchedApp app = new WatchedApp("watch=openai,anthropic,spring-ai", "LastChunksApp")) {
            JsonNode status = app.idleStatus();

            callsAndCancelled.forEach((name, expected) -> {
                JsonNode operation = WatchedApp.operation(status, name);
                assertThat(List.of(
                                operation.path("calls").asInt(),
                                operation.path("cancelled").asInt()))
                        .as(name + ": calls, cancelled")
                        .isEqualTo(expected);
                assertThat(operation.path("errors").asInt()).as(name).isZero();
            });
            assertThat(status.path("failures").toString()).isEqualTo("{}");
        }
    }
}
