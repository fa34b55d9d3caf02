package com.acme.apps;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.MessageCreateParams;
import com.anthropic.models.RawMessageStreamEvent;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Talks through Anthropic's SDK before 1.0: three messages, one asynchronous and one refused, and four streams. */
public final class OldAnthropicApp {
    private OldAnthropicApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            client.messages().create(message("claude-of-tests"));
            client.async().messages().create(message("claude-of-tests")).get();
            Refused.expect(() -> client.messages().create(message("broken")));
            streams(client);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void streams(AnthropicClient client) throws Exception {
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(message("claude-of-tests"))) {
            Later.require(stream.stream().count() == 8, "the events of a message");
        }
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(message("claude-of-tests"))) {
            stream.stream().findFirst();
        }
        Refused.expect(() -> client.messages().createStreaming(message("broken")));
        Counting counting = new Counting();
        client.async().messages().createStreaming(message("claude-of-tests")).subscribe(counting);
        counting.done.await();
        Later.require(counting.events == 8, "the events for a handler");
    }

    private static MessageCreateParams message(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
    }

    /** A handler that has a name, unlike a lambda. */
    private static final class Counting implements AsyncStreamResponse.Handler<RawMessageStreamEvent> {
        private final CountDownLatch done = new CountDownLatch(1);
        private int events;

        @Override
        public void onNext(RawMessageStreamEvent event) {
            events++;
        }

        @Override
        public void onComplete(Optional<Throwable> failure) {
            done.countDown();
        }
    }
}
