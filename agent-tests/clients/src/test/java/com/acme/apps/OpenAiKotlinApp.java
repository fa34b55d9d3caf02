package com.acme.apps;

import com.aallam.openai.api.chat.ChatCompletion;
import com.aallam.openai.api.chat.ChatCompletionChunk;
import com.aallam.openai.api.chat.ChatCompletionRequest;
import com.aallam.openai.api.embedding.EmbeddingRequest;
import com.aallam.openai.api.logging.LogLevel;
import com.aallam.openai.api.logging.Logger;
import com.aallam.openai.client.LoggingConfig;
import com.aallam.openai.client.OpenAI;
import com.aallam.openai.client.OpenAIConfig;
import com.aallam.openai.client.OpenAIHost;
import com.aallam.openai.client.OpenAIKt;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.serialization.KSerializer;
import kotlinx.serialization.json.Json;

/** Kotlin's client of OpenAI, whose suspend functions and flows run in {@code runBlocking}. */
public final class OpenAiKotlinApp {
    private static final String GPT = "gpt-of-tests";

    private OpenAiKotlinApp() {}

    /** A suspend function, as Java sees it. */
    interface Suspending<T> {
        Object call(Continuation<? super T> continuation);
    }

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(OpenAiAnswers::answer)) {
            OpenAI client = OpenAIKt.OpenAI(config(server.url()));
            ChatCompletion answer = run(next -> client.chatCompletion(chat(GPT), null, next));
            Later.require(answer.getUsage().getPromptTokens() == 9, "an answer: " + answer);
            Refused.expect(() -> run(next -> client.chatCompletion(chat("broken"), null, next)));
            Later.require(all(client, GPT).size() == 4, "the chunks of a flow");
            ChatCompletionChunk first = run(next -> FlowKt.first(client.chatCompletions(chat(GPT), null), next));
            Later.require(first != null, "the first chunk of a flow");
            Refused.expect(() -> all(client, "broken"));
            // The library hides that the connection broke.
            Later.require(all(client, "truncated").size() == 2, "the chunks of a flow that breaks");
            run(next -> client.embeddings(embed("embed-of-tests"), null, next));
            Refused.expect(() -> run(next -> client.embeddings(embed("broken"), null, next)));
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static List<? extends ChatCompletionChunk> all(OpenAI client, String model) throws InterruptedException {
        Flow<ChatCompletionChunk> flow = client.chatCompletions(chat(model), null);
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        return OpenAiKotlinApp.<List<? extends ChatCompletionChunk>>run(next -> FlowKt.toList(flow, chunks, next));
    }

    private static <T> T run(Suspending<T> function) throws InterruptedException {
        return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, next) -> function.call(next));
    }

    private static ChatCompletionRequest chat(String model) {
        return read(
                ChatCompletionRequest.Companion.serializer(),
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    private static EmbeddingRequest embed(String model) {
        return read(EmbeddingRequest.Companion.serializer(), "{\"model\":\"" + model + "\",\"input\":[\"a\"]}");
    }

    private static <T> T read(KSerializer<T> serializer, String text) {
        return Json.Default.decodeFromString(serializer, text);
    }

    /** The constructor that Kotlin calls where some arguments are left out; each bit of the mask is one. */
    private static OpenAIConfig config(String url) throws ReflectiveOperationException {
        OpenAIHost host = new OpenAIHost(url + "/v1/", Map.of());
        LoggingConfig quiet = new LoggingConfig(LogLevel.None, Logger.Empty, true);
        for (Constructor<?> each : OpenAIConfig.class.getConstructors()) {
            if (each.getParameterCount() == 12 && each.isSynthetic()) {
                return (OpenAIConfig) each.newInstance(
                        "k", quiet, null, null, null, host, null, null, null, null, 0b1111011100, null);
            }
        }
        throw new AssertionError("no such constructor");
    }
}
