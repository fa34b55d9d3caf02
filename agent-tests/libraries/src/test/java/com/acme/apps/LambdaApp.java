package com.acme.apps;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads asynchronous streams of two SDKs by lambdas: one of Anthropic's, four of OpenAI's at once by one and the same lambda. */
public final class LambdaApp {
    private static final AsyncStreamResponse.Handler<ChatCompletionChunk> SHARED = chunk -> {};

    private LambdaApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            anthropic(server);
            openAi(server);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void anthropic(ModelServer server) throws Exception {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        MessageCreateParams params = MessageCreateParams.builder()
                .model("claude-of-tests")
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
        com.anthropic.core.http.AsyncStreamResponse.Handler<RawMessageStreamEvent> handler = event -> {};
        client.async()
                .messages()
                .createStreaming(params)
                .subscribe(handler)
                .onCompleteFuture()
                .get();
    }

    private static void openAi(ModelServer server) throws Exception {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model("gpt-of-tests")
                .addUserMessage("Hello")
                .build();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(client.async()
                    .chat()
                    .completions()
                    .createStreaming(params)
                    .subscribe(SHARED)
                    .onCompleteFuture());
        }
        for (CompletableFuture<Void> each : running) {
            each.get();
        }
    }
}
