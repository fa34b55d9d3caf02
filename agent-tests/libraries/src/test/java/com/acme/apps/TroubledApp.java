package com.acme.apps;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Reads one stream each of the libraries named, all at once, from a model that never finishes:
 * {@code stalling} or {@code truncated}.
 */
public final class TroubledApp {
    private final ModelServer server;
    private final String model;

    private TroubledApp(ModelServer server, String model) {
        this.server = server;
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            TroubledApp app = new TroubledApp(server, arguments[0]);
            Thread[] readers = new Thread[arguments.length - 1];
            for (int i = 0; i < readers.length; i++) {
                String library = arguments[i + 1];
                readers[i] = new Thread(() -> app.read(library), library);
                readers[i].setDaemon(true);
                readers[i].start();
            }
            for (Thread reader : readers) {
                reader.join(arguments[0].equals("stalling") ? 1 : 0);
            }
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private void read(String library) {
        try {
            switch (library) {
                case "openai" -> openAi();
                case "anthropic" -> anthropic();
                case "spring-ai" -> springAi();
                default -> LangChainOpenAiApp.stream(LangChainOpenAiApp.streaming(server, model));
            }
            System.out.println(library + " ended");
        } catch (Exception thrown) {
            System.out.println(library + " threw " + thrown);
        }
    }

    private void openAi() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        try (var stream = client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("Hello")
                        .build())) {
            stream.stream().forEach(TroubledApp::seen);
        }
    }

    private void anthropic() {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages()
                .createStreaming(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessage("Hello")
                        .build())) {
            stream.stream().forEach(TroubledApp::seen);
        }
    }

    private void springAi() {
        OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .build())
                .build()
                .stream(new Prompt("Hello"))
                .doOnNext(TroubledApp::seen)
                .blockLast();
    }

    private static void seen(Object chunk) {
        System.out.println(chunk.getClass().getSimpleName());
    }
}
