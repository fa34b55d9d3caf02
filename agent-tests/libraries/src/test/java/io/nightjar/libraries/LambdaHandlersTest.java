package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import org.junit.jupiter.api.Test;

/** Asynchronous streams of real libraries, read by lambdas, which cannot be woven. */
final class LambdaHandlersTest {
    private static final String TELL_ALL =
            "watch=openai,anthropic;latency.threshold=1ms;operation.**.latency.threshold=1ms;stuck.threshold=60s;"
                    + "operation.**.stuck.threshold=60s;alerts.rate-limit=0s";

    private static void assertStream(WatchedApp app, String name, int calls, int chunks) throws Exception {
        JsonNode operation = WatchedApp.operation(app.idleStatus(), name);
        assertThat(operation.path("calls").asInt()).as(name + " calls").isEqualTo(calls);
        assertThat(operation.path("errors").asInt()).as(name + " errors").isZero();
        assertThat(operation.path("cancelled").asInt()).as(name + " cancelled").isZero();
        assertThat(operation.path("in_flight").asInt()).as(name + " in flight").isZero();
        JsonNode metadata = app.alert("latency", name).path("metadata");
        assertThat(metadata.path("chunks").asInt()).as(name + " chunks").isEqualTo(chunks);
        assertThat(metadata.path("time_to_first_chunk_ms").asDouble())
                .as(name + " first chunk")
                .isPositive()
                .isLessThanOrEqualTo(metadata.path("latency_ms").asDouble());
    }

    @Test
    void shouldSeeChunksThatReachLambdas() throws Exception {
        try (WatchedApp app = new WatchedApp(TELL_ALL, "LambdaApp")) {
            assertStream(app, "anthropic.message-stream", 1, 8);
            assertStream(app, "openai.chat-stream", 4, 4);
        }
    }
}
