package com.acme.apps;

import ai.koog.http.client.ktor.KtorKoogHttpClient;
import ai.koog.prompt.Prompt;
import ai.koog.prompt.executor.clients.ConnectionTimeoutConfig;
import ai.koog.prompt.executor.clients.openai.OpenAIClientSettings;
import ai.koog.prompt.executor.clients.openai.OpenAILLMClient;
import ai.koog.prompt.executor.clients.retry.RetryConfig;
import ai.koog.prompt.executor.clients.retry.RetryConfigBuilder;
import ai.koog.prompt.executor.clients.retry.RetryingLLMClient;
import ai.koog.prompt.llm.LLMCapability;
import ai.koog.prompt.llm.LLMProvider;
import ai.koog.prompt.llm.LLModel;
import ai.koog.prompt.message.Message;
import ai.koog.prompt.streaming.StreamFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;

/** Koog's client of OpenAI: suspend functions and flows, what it has for Java, and a client that retries before it. */
public final class KoogApp {
    private static final String GPT = "gpt-of-tests";
    private static final Prompt HI = Prompt.builder("greeting").user("Hi").build();

    private KoogApp() {}

    /** A suspend function, as Java sees it. */
    interface Suspending<T> {
        Object call(Continuation<? super T> continuation);
    }

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(new KoogAnswers()::answer)) {
            OpenAILLMClient client = client(server.url());
            RetryingLLMClient retrying = new RetryingLLMClient(client, retries());
            chats(client, retrying);
            streams(client, retrying);
            embeddings(client, retrying);
            run(next -> client.moderate(HI, model("moderation-of-tests"), next));
            Refused.expect(() -> client.moderate(HI, model("broken")));
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void chats(OpenAILLMClient client, RetryingLLMClient retrying) throws Exception {
        Message.Assistant answer = run(next -> client.execute(HI, model(GPT), List.of(), next));
        Later.require(answer.getMetaInfo().getInputTokensCount() == 9, "an answer: " + answer);
        Later.require(client.execute(HI, model(GPT)).textContent().equals("Hello"), "an answer for Java");
        Refused.expect(() -> run(next -> client.execute(HI, model("broken"), List.of(), next)));
        answer = run(next -> retrying.execute(HI, model("flaky-chat"), List.of(), next));
        Later.require(answer.textContent().equals("Hello"), "the answer of the third attempt");
        Refused.expect(() -> run(next -> retrying.execute(HI, model("busy"), List.of(), next)));
        List<Message.Assistant> choices = run(next -> client.executeMultipleChoices(HI, model(GPT), List.of(), next));
        Later.require(choices.size() == 1, "choices: " + choices);
        Refused.expect(() -> run(next -> TimeoutKt.withTimeout(
                Later.MILLIS, (scope, inner) -> client.execute(HI, model("silent"), List.of(), inner), next)));
    }

    private static void streams(OpenAILLMClient client, RetryingLLMClient retrying) throws Exception {
        Later.require(all(client, GPT).size() == 5, "the frames of a flow");
        Later.require(published(client).size() == 5, "the frames of a publisher");
        Refused.expect(() -> all(client, "broken"));
        // The library hides that the connection broke: it ends the flow, without a reason.
        Later.require(all(client, "truncated").size() == 4, "the frames of a flow that breaks");
        StreamFrame first = run(next -> FlowKt.first(client.executeStreaming(HI, model(GPT), List.of()), next));
        Later.require(first != null, "the first frame of a flow");
        Flow<StreamFrame> again = retrying.executeStreaming(HI, model("flaky-stream"), List.of());
        Later.require(collected(again).size() == 5, "the frames of the third attempt");
    }

    private static void embeddings(OpenAILLMClient client, RetryingLLMClient retrying) throws Exception {
        LLModel model = model("embed-of-tests");
        run(next -> client.embed("a", model, next));
        Later.require(client.embed("a", model).size() == 2, "a vector for Java");
        // OpenAI's client has no batches.
        Refused.expect(() -> run(next -> client.embed(List.of("a"), model, next)));
        run(next -> retrying.embed("a", model("flaky-embed"), next));
        Refused.expect(() -> run(next -> client.embed("a", model("broken"), next)));
    }

    private static List<StreamFrame> all(OpenAILLMClient client, String model) throws InterruptedException {
        return collected(client.executeStreaming(HI, model(model), List.of()));
    }

    private static List<StreamFrame> collected(Flow<StreamFrame> flow) throws InterruptedException {
        List<StreamFrame> frames = new ArrayList<>();
        KoogApp.<List<? extends StreamFrame>>run(next -> FlowKt.toList(flow, frames, next));
        return frames;
    }

    /** The frames that the publisher for Java hands out. */
    private static List<StreamFrame> published(OpenAILLMClient client) throws Exception {
        Publisher<StreamFrame> publisher = client.executeStreaming(HI, model(GPT));
        Collected collected = new Collected(new ArrayList<>(), new CompletableFuture<>());
        publisher.subscribe(collected);
        return collected.end().get();
    }

    private record Collected(List<StreamFrame> frames, CompletableFuture<List<StreamFrame>> end)
            implements Subscriber<StreamFrame> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(StreamFrame frame) {
            frames.add(frame);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(frames);
        }
    }

    private static <T> T run(Suspending<T> function) throws InterruptedException {
        return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, next) -> function.call(next));
    }

    private static LLModel model(String name) {
        return new LLModel(
                LLMProvider.OpenAI,
                name,
                List.of(
                        LLMCapability.Completion.INSTANCE,
                        LLMCapability.OpenAIEndpoint.Completions.INSTANCE,
                        LLMCapability.MultipleChoices.INSTANCE,
                        LLMCapability.Embed.INSTANCE,
                        LLMCapability.Moderation.INSTANCE));
    }

    private static OpenAILLMClient client(String url) {
        OpenAIClientSettings settings = new OpenAIClientSettings(
                url,
                new ConnectionTimeoutConfig(60_000, 60_000, 60_000),
                "v1/chat/completions",
                "v1/responses",
                "v1/embeddings",
                "v1/moderations",
                "v1/models");
        return new OpenAILLMClient("k", settings, new KtorKoogHttpClient.Factory());
    }

    private static RetryConfig retries() {
        return new RetryConfigBuilder()
                .maxAttempts(3)
                .initialDelay(Duration.ofMillis(1))
                .maxDelay(Duration.ofMillis(2))
                .build();
    }
}
