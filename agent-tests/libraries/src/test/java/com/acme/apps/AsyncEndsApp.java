package com.acme.apps;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Asynchronous streams of two SDKs: each that many times refused, with and without a close when the future tells of it, closed
 * at a chunk, and closed when all has come.
 */
public final class AsyncEndsApp {
    private final ModelServer server;

    private AsyncEndsApp(ModelServer server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            AsyncEndsApp app = new AsyncEndsApp(server);
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                app.openAi("broken", new Closing<>(Integer.MAX_VALUE));
                app.openAi("broken", null);
                app.openAi("gpt-of-tests", new Closing<>(2));
                app.openAi("gpt-of-tests", null);
                app.anthropic("broken", new AnthropicClosing(Integer.MAX_VALUE));
                app.anthropic("broken", null);
                app.anthropic("claude-of-tests", new AnthropicClosing(2));
                app.anthropic("claude-of-tests", null);
            }
            Waiting.untilTold();
        }
        System.exit(0);
    }

    /** Reads by a handler, or by a lambda and closes once the future tells of the end. */
    private void openAi(String model, Closing<ChatCompletionChunk> handler) throws Exception {
        var client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        AsyncStreamResponse<ChatCompletionChunk> stream = client.async()
                .chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("Hello")
                        .build());
        if (handler == null) {
            await(stream.subscribe(chunk -> {}).onCompleteFuture().whenComplete((nothing, thrown) -> stream.close()));
        } else {
            handler.stream = stream::close;
            stream.subscribe(handler);
            handler.done.get();
        }
    }

    private void anthropic(String model, AnthropicClosing handler) throws Exception {
        var client = AnthropicOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .build();
        var stream = client.async()
                .messages()
                .createStreaming(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessage("Hello")
                        .build());
        if (handler == null) {
            await(stream.subscribe(event -> {}).onCompleteFuture().whenComplete((nothing, thrown) -> stream.close()));
        } else {
            handler.closing.stream = stream::close;
            stream.subscribe(handler);
            handler.closing.done.get();
        }
    }

    private static void await(CompletableFuture<?> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException expected) {
            System.out.println("refused: " + expected.getCause().getClass().getSimpleName());
        }
    }

    /** Closes its stream at one of the chunks. */
    private static final class Closing<T> implements AsyncStreamResponse.Handler<T> {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final int at;
        private int chunks;
        private Runnable stream;

        Closing(int at) {
            this.at = at;
        }

        @Override
        public void onNext(T chunk) {
            if (++chunks == at) {
                stream.run();
                done.complete(null);
            }
        }

        @Override
        public void onComplete(Optional<Throwable> failure) {
            done.complete(null);
        }
    }

    /** The same for the other SDK. */
    private static final class AnthropicClosing
            implements com.anthropic.core.http.AsyncStreamResponse.Handler<RawMessageStreamEvent> {
        private final Closing<RawMessageStreamEvent> closing;

        AnthropicClosing(int at) {
            closing = new Closing<>(at);
        }

        @Override
        public void onNext(RawMessageStreamEvent event) {
            closing.onNext(event);
        }

        @Override
        public void onComplete(Optional<Throwable> failure) {
            closing.onComplete(failure);
        }
    }
}
