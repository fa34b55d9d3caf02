package com.acme.apps;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.ChatCompletionChunk;
import com.openai.models.ChatCompletionCreateParams;
import com.openai.models.ChatCompletionMessageParam;
import com.openai.models.ChatCompletionUserMessageParam;
import com.openai.models.Completion;
import com.openai.models.CompletionCreateParams;
import com.openai.models.EmbeddingCreateParams;
import com.openai.models.ImageGenerateParams;
import com.openai.models.ModerationCreateParams;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What OpenAiApp does, with OpenAI's SDK of its first year, which has no responses yet. */
public final class OldOpenAiApp {
    private OldOpenAiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            client.chat().completions().create(chat("gpt-of-tests"));
            client.async().chat().completions().create(chat("gpt-of-tests")).get();
            Refused.expect(() -> client.chat().completions().create(chat("broken")));
            streams(client);
            others(client, "gpt-of-tests");
            client.embeddings().create(embedding("embed-of-tests"));
            client.images().generate(image("image-of-tests"));
            client.moderations().create(moderation("moderate-of-tests"));
            refused(client);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void streams(OpenAIClient client) throws Exception {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("gpt-of-tests"))) {
            Later.require(stream.stream().count() == 4, "the chunks of a chat");
        }
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("gpt-of-tests"))) {
            stream.stream().findFirst();
        }
        Refused.expect(() -> client.chat().completions().createStreaming(chat("broken")));
        Counting counting = new Counting();
        client.async().chat().completions().createStreaming(chat("gpt-of-tests")).subscribe(counting);
        counting.done.await();
        Later.require(counting.chunks == 4, "the chunks for a handler");
    }

    private static void others(OpenAIClient client, String model) throws Exception {
        client.completions().create(completion(model));
        try (StreamResponse<Completion> stream = client.completions().createStreaming(completion(model))) {
            Later.require(stream.stream().count() == 4, "the chunks of a completion");
        }
    }

    private static void refused(OpenAIClient client) {
        Refused.expect(() -> client.completions().create(completion("broken")));
        Refused.expect(() -> client.completions().createStreaming(completion("broken")));
        Refused.expect(() -> client.async().embeddings().create(embedding("broken")).get());
        Refused.expect(() -> client.images().generate(image("broken")));
        Refused.expect(() -> client.moderations().create(moderation("broken")));
    }

    private static ChatCompletionCreateParams chat(String model) {
        ChatCompletionUserMessageParam message = ChatCompletionUserMessageParam.builder()
                .role(ChatCompletionUserMessageParam.Role.USER)
                .content(ChatCompletionUserMessageParam.Content.ofTextContent("Hello"))
                .build();
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addMessage(ChatCompletionMessageParam.ofChatCompletionUserMessageParam(message))
                .build();
    }

    private static CompletionCreateParams completion(String model) {
        return CompletionCreateParams.builder().model(model).prompt("Hello").build();
    }

    private static EmbeddingCreateParams embedding(String model) {
        return EmbeddingCreateParams.builder().model(model).input("a").build();
    }

    private static ImageGenerateParams image(String model) {
        return ImageGenerateParams.builder().model(model).prompt("a bird").build();
    }

    private static ModerationCreateParams moderation(String model) {
        return ModerationCreateParams.builder().model(model).input("a bird").build();
    }

    /** A handler that has a name, unlike a lambda. */
    private static final class Counting implements AsyncStreamResponse.Handler<ChatCompletionChunk> {
        private final CountDownLatch done = new CountDownLatch(1);
        private int chunks;

        @Override
        public void onNext(ChatCompletionChunk chunk) {
            chunks++;
        }

        @Override
        public void onComplete(Optional<Throwable> failure) {
            done.countDown();
        }
    }
}
