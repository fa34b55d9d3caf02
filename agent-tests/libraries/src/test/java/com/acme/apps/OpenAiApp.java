package com.acme.apps;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.Optional;

/**
 * Talks through OpenAI's SDK: three chats, one of them refused, one asynchronous; streams; of each other kind one call and
 * one that is refused.
 */
public final class OpenAiApp {
    private OpenAiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            client.chat().completions().create(params("gpt-of-tests"));
            client.async().chat().completions().create(params("gpt-of-tests")).get();
            Refused.expect(() -> client.chat().completions().create(params("broken")));
            client.embeddings()
                    .create(EmbeddingCreateParams.builder()
                            .model("embed-of-tests")
                            .input("a")
                            .build());
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(params("gpt-of-tests"))) {
                System.out.println(stream.stream().count() + " chunks");
            }
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(params("gpt-of-tests"))) {
                stream.stream().findFirst();
            }
            Refused.expect(() -> client.chat().completions().createStreaming(params("broken")).stream()
                    .count());
            others(client);
            refused(client);
            asynchronously(client, new Counting());
            asynchronously(client, chunk -> {});
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void others(OpenAIClient client) {
        ResponseCreateParams asked = ResponseCreateParams.builder()
                .model("gpt-of-tests")
                .input("Hello")
                .build();
        client.responses().create(asked);
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(asked)) {
            System.out.println(stream.stream().count() + " events");
        }
        CompletionCreateParams begun = CompletionCreateParams.builder()
                .model("gpt-of-tests")
                .prompt("Hello")
                .build();
        client.completions().create(begun);
        try (StreamResponse<Completion> stream = client.completions().createStreaming(begun)) {
            System.out.println(stream.stream().count() + " completions");
        }
        client.images()
                .generate(ImageGenerateParams.builder()
                        .model("image-of-tests")
                        .prompt("a bird")
                        .build());
        client.moderations()
                .create(ModerationCreateParams.builder()
                        .model("moderate-of-tests")
                        .input("a bird")
                        .build());
    }

    /** One of each other kind whose model is told by the request alone. */
    private static void refused(OpenAIClient client) {
        ResponseCreateParams asked =
                ResponseCreateParams.builder().model("broken").input("Hello").build();
        Refused.expect(() -> client.responses().create(asked));
        Refused.expect(() -> client.responses().createStreaming(asked));
        CompletionCreateParams begun =
                CompletionCreateParams.builder().model("broken").prompt("Hello").build();
        Refused.expect(() -> client.completions().create(begun));
        Refused.expect(() -> client.completions().createStreaming(begun));
        EmbeddingCreateParams embedded =
                EmbeddingCreateParams.builder().model("broken").input("a").build();
        Refused.expect(() -> client.async().embeddings().create(embedded).get());
        Refused.expect(() -> client.images()
                .generate(ImageGenerateParams.builder()
                        .model("broken")
                        .prompt("a bird")
                        .build()));
        Refused.expect(() -> client.moderations()
                .create(ModerationCreateParams.builder()
                        .model("broken")
                        .input("a bird")
                        .build()));
    }

    private static void asynchronously(OpenAIClient client, AsyncStreamResponse.Handler<ChatCompletionChunk> handler)
            throws Exception {
        client.async()
                .chat()
                .completions()
                .createStreaming(params("gpt-of-tests"))
                .subscribe(handler)
                .onCompleteFuture()
                .get();
    }

    /** A handler that has a name, unlike a lambda. */
    private static final class Counting implements AsyncStreamResponse.Handler<ChatCompletionChunk> {
        private int chunks;

        @Override
        public void onNext(ChatCompletionChunk chunk) {
            chunks++;
        }

        @Override
        public void onComplete(Optional<Throwable> failure) {
            System.out.println(chunks + " chunks for a handler");
        }
    }

    private static ChatCompletionCreateParams params(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
    }
}
