package io.nightjar.clients;

import static io.nightjar.kit.Sight.client;
import static io.nightjar.kit.Sight.framework;
import static io.nightjar.kit.Sight.orchestration;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that uses a real library: this, and no other operation. */
final class Sights {
    private static final String GPT = "gpt-of-tests";
    private static final String OWN = "own-model";
    private static final String COMMAND = "command-of-tests";
    private static final String LLAMA = "llama-of-tests";
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put(
                "Ollama4jApp",
                List.of(
                        client("ollama4j.chat", 6).failed(4).model(LLAMA).tokens(18, 8),
                        client("ollama4j.generate", 4).failed(1).model(LLAMA).tokens(18, 8),
                        client("ollama4j.generate-async", 2).model(LLAMA),
                        client("ollama4j.embed", 2)
                                .failed(1)
                                .model("embed-of-tests")
                                .tokens(5, 0)));
        BY_APP.put(
                "CohereApp",
                List.of(
                        client("cohere.chat", 9).failed(2).model(COMMAND).tokens(63, 28),
                        client("cohere.chat-stream", 7)
                                .failed(2)
                                .stopped(1)
                                .model(COMMAND)
                                .tokens(36, 16)
                                .chunks(19),
                        client("cohere.generate", 1).model(COMMAND).tokens(9, 4),
                        client("cohere.generate-stream", 2)
                                .failed(1)
                                .model(COMMAND)
                                .chunks(6),
                        client("cohere.embed", 3)
                                .failed(1)
                                .model("embed-of-tests")
                                .tokens(18, 0),
                        client("cohere.rerank", 2).model("rerank-of-tests"),
                        client("cohere.classify", 1).model("classify-of-tests"),
                        client("cohere.summarize", 1).model("summarize-of-tests")));
        BY_APP.put(
                "CancelledFuturesApp",
                List.of(
                        client("cohere.chat", 0).stopped(1).model("stalling"),
                        client("cohere.chat-stream", 0),
                        client("cohere.generate", 0),
                        client("cohere.generate-stream", 0),
                        client("cohere.embed", 0),
                        client("cohere.rerank", 0),
                        client("cohere.classify", 0),
                        client("cohere.summarize", 0)));
        BY_APP.put(
                "AiServicesApp",
                List.of(
                        orchestration("langchain4j-services.service", 3).failed(1),
                        orchestration("langchain4j-services.workflow", 2).failed(1),
                        framework("langchain4j.chat", 7).failed(2).model(OWN).tokens(15, 25),
                        framework("langchain4j.chat-stream", 0)));
        BY_APP.put(
                "ChatClientApp",
                List.of(
                        orchestration("spring-ai-client.call", 5).failed(2).model(OWN),
                        orchestration("spring-ai-client.stream", 2)
                                .failed(1)
                                .stopped(1)
                                .model(OWN)
                                .chunks(4),
                        orchestration("spring-ai-tools.call", 2).failed(1),
                        framework("spring-ai.chat", 5).failed(1).model(OWN),
                        framework("spring-ai.chat-stream", 2)
                                .failed(1)
                                .stopped(1)
                                .model(OWN)
                                .chunks(4)));
        BY_APP.put(
                "GraphApp",
                List.of(
                        orchestration("langgraph4j.invoke", 2).failed(1),
                        orchestration("langgraph4j.stream", 3).failed(1).chunks(9)));
        BY_APP.put(
                "OpenAiKotlinApp",
                List.of(
                        client("openai-kotlin.chat", 2).failed(1).model(GPT).tokens(9, 4),
                        client("openai-kotlin.chat-stream", 3)
                                .failed(1)
                                .stopped(1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(7),
                        client("openai-kotlin.embed", 2)
                                .failed(1)
                                .model("embed-of-tests")
                                .tokens(5, 0)));
        BY_APP.putOldest(
                "OldOllama4jApp",
                List.of(
                        client("ollama4j.chat", 2).failed(1).model(LLAMA).tokens(9, 4),
                        client("ollama4j.generate", 2).failed(1).model(LLAMA).tokens(9, 4),
                        client("ollama4j.generate-async", 1).model(LLAMA),
                        client("ollama4j.embed", 2)
                                .failed(1)
                                .model("embed-of-tests")
                                .tokens(5, 0)));
        BY_APP.putOldest(
                "AiServicesApp",
                List.of(
                        orchestration("langchain4j-services.service", 3).failed(1),
                        orchestration("langchain4j-services.workflow", 2).failed(1),
                        framework("langchain4j.chat", 7).failed(2).model(OWN).tokens(15, 25)));
        BY_APP.putOldest("ChatClientApp");
        BY_APP.putOldest("OpenAiKotlinApp");
        BY_APP.putOldest("GraphApp");
    }

    private Sights() {}
}
