package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How asynchronous streams of real libraries end that are closed while they end, or in the middle. */
final class AsyncEndsTest {
    private static final int ROUNDS = 5;

    @Test
    void shouldCountWhatBecameOfAStreamWhenTheApplicationCloses() throws Exception {
        try (WatchedApp app = new WatchedApp("watch=openai,anthropic", "AsyncEndsApp", String.valueOf(ROUNDS))) {
            JsonNode status = app.idleStatus();
            for (String name : List.of("openai.chat-stream", "anthropic.message-stream")) {
                JsonNode operation = WatchedApp.operation(status, name);
                // Refused twice a round, read to the end once, closed at a chunk once.
                assertThat(operation.path("calls").asInt()).as(name + " calls").isEqualTo(3 * ROUNDS);
                assertThat(operation.path("errors").asInt())
                        .as(name + " errors")
                        .isEqualTo(2 * ROUNDS);
                assertThat(operation.path("cancelled").asInt())
                        .as(name + " cancelled")
                        .isEqualTo(ROUNDS);
                assertThat(operation.path("in_flight").asInt())
                        .as(name + " in flight")
                        .isZero();
            }
            assertThat(status.path("failures").toString()).isEqualTo("{}");
        }
    }
}
