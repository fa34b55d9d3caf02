package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset against its library: every call once, with its layer, its outcome, its model and its chunks. */
final class PresetsTest {
    /** Whatever takes longer than a millisecond, as first calls do, is told, once for each operation. */
    private static final String TELL_ALL =
            "latency.threshold=1ms;operation.**.latency.threshold=1ms;stuck.threshold=60s;"
                    + "operation.**.stuck.threshold=60s;alerts.rate-limit.per=operation";

    private static void assertOperation(
            WatchedApp app, String name, String layer, int calls, int errors, int cancelled) throws Exception {
        JsonNode operation = app.operation(name);
        assertThat(operation.path("layer").asText()).as(name).isEqualTo(layer);
        assertThat(operation.path("calls").asInt()).as(name + " calls").isEqualTo(calls);
        assertThat(operation.path("errors").asInt()).as(name + " errors").isEqualTo(errors);
        assertThat(operation.path("cancelled").asInt()).as(name + " cancelled").isEqualTo(cancelled);
        assertThat(operation.path("in_flight").asInt()).as(name + " in flight").isZero();
    }

    private static void assertModel(WatchedApp app, String operation, String model) throws Exception {
        assertThat(app.latencyAlert(operation).path("labels").path("model").asText()).isEqualTo(model);
    }

    private static void assertStream(WatchedApp app, String operation, int chunks) throws Exception {
        JsonNode metadata = app.latencyAlert(operation).path("metadata");
        assertThat(metadata.path("chunks").asInt()).as(operation + " chunks").isEqualTo(chunks);
        assertThat(metadata.path("time_to_first_chunk_ms").asDouble())
                .as(operation + " first chunk")
                .isPositive()
                .isLessThanOrEqualTo(metadata.path("latency_ms").asDouble());
    }

    @Test
    void shouldSeeOnnxRuntime() throws Exception {
        try (WatchedApp app = new WatchedApp("OnnxApp", TELL_ALL)) {
            assertOperation(app, "onnxruntime.run", "engine", 21, 1, 0);
            assertModel(app, "onnxruntime.run", "classifier.onnx");
        }
    }

    @Test
    void shouldSeeDjlAndTheEngineBelowIt() throws Exception {
        try (WatchedApp app = new WatchedApp("DjlApp", TELL_ALL)) {
            assertOperation(app, "djl.predict", "framework", 5, 0, 0);
            assertOperation(app, "onnxruntime.run", "engine", 5, 0, 0);
            assertModel(app, "djl.predict", "classifier");
        }
    }

    @Test
    void shouldSeeOpenNlp() throws Exception {
        try (WatchedApp app = new WatchedApp("OpenNlpApp", TELL_ALL)) {
            assertOperation(app, "opennlp.tokenize", "engine", 10, 0, 0);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.nightjar.libraries.Jdk#found")
    void shouldSeeLlamaCpp(Jdk jdk) throws Exception {
        try (WatchedApp app = new WatchedApp(jdk, "LlamaApp", TELL_ALL)) {
            app.awaitIdle("llama-cpp.generate");

            assertOperation(app, "llama-cpp.complete", "engine", 2, 0, 0);
            assertOperation(app, "llama-cpp.generate", "engine", 1, 0, 2);
            assertStream(app, "llama-cpp.generate", app.printed("chunks"));
        }
    }

    @Test
    void shouldSeeLangChain4jEmbeddingsOnceThoughTheyNestAndHopThreads() throws Exception {
        try (WatchedApp app = new WatchedApp("MiniLmApp", TELL_ALL)) {
            assertOperation(app, "langchain4j.embed", "framework", 6, 0, 0);
            assertOperation(app, "onnxruntime.run", "engine", 7, 0, 0);
        }
    }

    @Test
    void shouldSeeLangChain4jChatsAndStreams() throws Exception {
        try (WatchedApp app = new WatchedApp("LangChainApp", TELL_ALL)) {
            assertOperation(app, "langchain4j.chat", "framework", 3, 1, 0);
            assertOperation(app, "langchain4j.chat-stream", "framework", 2, 1, 0);
            assertModel(app, "langchain4j.chat", "own-model");
            assertModel(app, "langchain4j.chat-stream", "own-model");
            assertStream(app, "langchain4j.chat-stream", 2);
        }
    }

    @Test
    void shouldSeeSpringAiAndTheSdkBelowIt() throws Exception {
        try (WatchedApp app = new WatchedApp("SpringAiApp", TELL_ALL)) {
            assertOperation(app, "spring-ai.chat", "framework", 1, 0, 0);
            assertOperation(app, "spring-ai.chat-stream", "framework", 2, 0, 1);
            assertOperation(app, "openai.chat", "client", 1, 0, 0);
            app.operation("openai.chat-stream");
            assertModel(app, "spring-ai.chat", "gpt-of-tests");
            assertModel(app, "spring-ai.chat-stream", "gpt-of-tests");
            assertStream(app, "spring-ai.chat-stream", 4);
        }
    }

    @Test
    void shouldSeeOpenAi() throws Exception {
        try (WatchedApp app = new WatchedApp("OpenAiApp", TELL_ALL)) {
            assertOperation(app, "openai.chat", "client", 3, 1, 0);
            assertOperation(app, "openai.chat-stream", "client", 4, 1, 1);
            assertOperation(app, "openai.embed", "client", 1, 0, 0);
            assertModel(app, "openai.chat", "gpt-of-tests");
            assertModel(app, "openai.embed", "embed-of-tests");
            assertStream(app, "openai.chat-stream", 4);
        }
    }

    @Test
    void shouldSeeAnthropic() throws Exception {
        try (WatchedApp app = new WatchedApp("AnthropicApp", TELL_ALL)) {
            assertOperation(app, "anthropic.message", "client", 2, 0, 0);
            assertOperation(app, "anthropic.message-stream", "client", 1, 0, 0);
            assertModel(app, "anthropic.message", "claude-of-tests");
            assertStream(app, "anthropic.message-stream", 6);
        }
    }
}
