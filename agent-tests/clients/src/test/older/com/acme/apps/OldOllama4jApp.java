package com.acme.apps;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import io.github.ollama4j.models.response.OllamaResult;
import java.util.List;

/** Ollama4j 1.1.2, whose requests say whether tools are used. */
public final class OldOllama4jApp {
    private OldOllama4jApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(Ollama4jApp::answer)) {
            Ollama ollama = new Ollama(server.url());
            ollama.setMetricsEnabled(false);
            ollama.setRequestTimeoutSeconds(20);
            OllamaChatResult whole = ollama.chat(chat("llama-of-tests"), null);
            Later.require(whole.getResponseModel().isDone(), "a chat: " + whole);
            Refused.expect(() -> ollama.chat(chat("broken"), null));
            OllamaResult text = ollama.generate(generation("llama-of-tests"), null);
            Later.require(text.getResponse().equals("Hello there!"), "a generation: " + text);
            Refused.expect(() -> ollama.generate(generation("broken"), null));
            OllamaAsyncResultStreamer streamer =
                    ollama.generateAsync("llama-of-tests", "Hi", false, false);
            streamer.join();
            Later.require(streamer.getCompleteResponse().equals("Hello there!"), "on a thread: " + streamer);
            ollama.embed(new OllamaEmbedRequest("embed-of-tests", List.of("a")));
            Refused.expect(() -> ollama.embed(new OllamaEmbedRequest("broken", List.of("a"))));
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static OllamaChatRequest chat(String model) {
        return OllamaChatRequest.builder()
                .withModel(model)
                .withMessage(OllamaChatMessageRole.USER, "Hi")
                .withUseTools(false)
                .build();
    }

    private static OllamaGenerateRequest generation(String model) {
        return OllamaGenerateRequest.builder()
                .withModel(model)
                .withPrompt("Hi")
                .withThink(false)
                .withUseTools(false)
                .build();
    }
}
