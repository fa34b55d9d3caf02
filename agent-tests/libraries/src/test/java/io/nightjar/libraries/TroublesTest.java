package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams of real libraries that fall silent, or whose connection ends in the middle. */
final class TroublesTest {
    private static final List<String> STREAMS =
            List.of("openai.chat-stream", "anthropic.message-stream", "langchain4j.chat-stream");

    @Test
    void shouldTellOfAStreamThatFellSilent() throws Exception {
        String settings = "stuck.threshold=1s;operation.**.stuck.threshold=1s;alerts.rate-limit.per=operation";
        try (WatchedApp app =
                new WatchedApp(settings, "TroubledApp", "stalling", "openai", "anthropic", "langchain4j")) {
            for (String stream : STREAMS) {
                assertSilent(app, stream);
                assertStuck(app, stream);
            }
        }
        try (WatchedApp app = new WatchedApp(settings, "TroubledApp", "stalling", "spring-ai")) {
            assertSilent(app, "spring-ai.chat-stream");
            assertStuck(app, "spring-ai.chat-stream");
            assertStuck(app, "openai.chat-stream");
        }
    }

    private static void assertStuck(WatchedApp app, String operation) throws Exception {
        JsonNode metadata = app.alert("stuck", operation).path("metadata");
        assertThat(metadata.path("running_ms").asDouble()).as(operation).isGreaterThanOrEqualTo(1_000);
        assertThat(metadata.path("in_flight").asInt()).as(operation).isEqualTo(1);
    }

    private static void assertSilent(WatchedApp app, String name) throws Exception {
        JsonNode operation = app.awaitChunks(name);
        assertThat(operation.path("in_flight").asInt()).as(name + " in flight").isEqualTo(1);
        assertThat(operation.path("calls").asInt()).as(name + " calls").isZero();
    }

    @Test
    void shouldCountAStreamOnceWhoseConnectionEnded() throws Exception {
        String settings = "stuck.threshold=60s";
        try (WatchedApp app =
                new WatchedApp(settings, "TroubledApp", "truncated", "openai", "anthropic", "langchain4j")) {
            JsonNode status = app.idleStatus();
            for (String stream : STREAMS) {
                assertFailedOnce(status, stream);
            }
        }
        try (WatchedApp app = new WatchedApp(settings, "TroubledApp", "truncated", "spring-ai")) {
            JsonNode status = app.idleStatus();
            assertFailedOnce(status, "spring-ai.chat-stream");
            assertFailedOnce(status, "openai.chat-stream");
        }
    }

    /** All four libraries tell their caller of it, so that the calls have failed. */
    private static void assertFailedOnce(JsonNode status, String name) {
        JsonNode operation = WatchedApp.operation(status, name);
        assertThat(operation.path("calls").asInt()).as(name + " calls").isEqualTo(1);
        assertThat(operation.path("errors").asInt()).as(name + " errors").isEqualTo(1);
        assertThat(operation.path("cancelled").asInt()).as(name + " cancelled").isZero();
        assertThat(operation.path("in_flight").asInt()).as(name + " in flight").isZero();
        assertThat(operation.path("chunks").asInt()).as(name + " chunks").isPositive();
    }
}
