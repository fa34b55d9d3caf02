package com.acme.apps;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Streams of three libraries that are read to the chunk with the finish reason, and others that are read to their first. */
public final class LastChunksApp {
    private LastChunksApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            openAi(server);
            anthropic(server);
            springAi(server);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    /** Reads no further than that chunk. */
    private static <T> void read(Stream<T> chunks, Predicate<T> last) {
        Iterator<T> iterator = chunks.iterator();
        boolean more = iterator.hasNext();
        while (more) {
            more = !last.test(iterator.next()) && iterator.hasNext();
        }
    }

    private static void openAi(ModelServer server) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        ChatCompletionCreateParams chat = ChatCompletionCreateParams.builder()
                .model("gpt-of-tests")
                .addUserMessage("Hello")
                .build();
        try (var stream = client.chat().completions().createStreaming(chat)) {
            read(stream.stream(), chunk -> chunk.choices().get(0).finishReason().isPresent());
        }
        try (var stream = client.chat().completions().createStreaming(chat)) {
            read(stream.stream(), chunk -> true);
        }
        CompletionCreateParams completion = CompletionCreateParams.builder()
                .model("gpt-of-tests")
                .prompt("Hello")
                .build();
        try (var stream = client.completions().createStreaming(completion)) {
            read(
                    stream.stream(),
                    chunk -> chunk.choices().get(0)._finishReason().asKnown().isPresent());
        }
        try (var stream = client.completions().createStreaming(completion)) {
            read(stream.stream(), chunk -> true);
        }
        ResponseCreateParams response = ResponseCreateParams.builder()
                .model("gpt-of-tests")
                .input("Hello")
                .build();
        try (var stream = client.responses().createStreaming(response)) {
            read(stream.stream(), event -> event.isCompleted());
        }
        try (var stream = client.responses().createStreaming(response)) {
            read(stream.stream(), event -> true);
        }
    }

    private static void anthropic(ModelServer server) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        MessageCreateParams message = MessageCreateParams.builder()
                .model("claude-of-tests")
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
        try (var stream = client.messages().createStreaming(message)) {
            read(stream.stream(), event -> event.isMessageStop());
        }
        try (var stream = client.messages().createStreaming(message)) {
            read(stream.stream(), event -> true);
        }
    }

    private static void springAi(ModelServer server) {
        OpenAiChatModel model = OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model("gpt-of-tests")
                        .build())
                .build();
        int all = model.stream(new Prompt("Hello")).collectList().block().size();
        // One that comes to its end, and two that are cancelled upstream when the last chunk is here.
        model.stream(new Prompt("Hello")).take(all).blockLast();
        model.stream(new Prompt("Hello")).takeUntil(LastChunksApp::isLast).blockLast();
        model.stream(new Prompt("Hello")).blockFirst();
        model.stream(new Prompt("Hello")).next().block();
    }

    private static boolean isLast(ChatResponse response) {
        String reason = response.getResult().getMetadata().getFinishReason();
        return reason != null && !reason.isEmpty();
    }
}
