package com.acme.apps;

import com.azure.ai.inference.ChatCompletionsAsyncClient;
import com.azure.ai.inference.ChatCompletionsClient;
import com.azure.ai.inference.ChatCompletionsClientBuilder;
import com.azure.ai.inference.EmbeddingsAsyncClient;
import com.azure.ai.inference.EmbeddingsClient;
import com.azure.ai.inference.EmbeddingsClientBuilder;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import java.util.List;

/** Azure's SDK for its inference API, waiting and not: whole answers and streams, refused, given up and broken off. */
public final class AzureInferenceApp {
    private static final String GPT = "gpt-of-tests";

    private AzureInferenceApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(new AzureAnswers()::answer)) {
            chats(builder(server).buildClient());
            asyncChats(builder(server).buildAsyncClient());
            embeddings(server);
            ChunkCount.print();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static ChatCompletionsClientBuilder builder(AnsweringServer server) {
        return new ChatCompletionsClientBuilder().endpoint(server.url()).pipeline(AzureAnswers.pipeline());
    }

    private static void chats(ChatCompletionsClient client) {
        Later.require(
                client.complete(chat(GPT))
                        .getChoices()
                        .get(0)
                        .getMessage()
                        .getContent()
                        .equals("Hello"),
                "a chat");
        client.complete("Hi");
        Refused.expect(() -> client.complete(chat("broken")));
        Later.require(ChunkCount.read(client.completeStream(chat(GPT))) == 4, "the chunks of a stream");
        Refused.expect(() -> ChunkCount.read(client.completeStream(chat("broken"))));
    }

    private static void asyncChats(ChatCompletionsAsyncClient client) {
        client.complete(chat(GPT)).block();
        Refused.expect(() -> client.complete(chat("broken")).block());
        Later.require(ChunkCount.read(client.completeStream(chat(GPT))) == 4, "the chunks of a stream");
        Later.require(
                ChunkCount.read(client.completeStream(chat("stalling")), 2) == 2, "the chunks before the reader stops");
        Refused.expect(() -> ChunkCount.read(client.completeStream(chat("truncated"))));
    }

    private static void embeddings(AnsweringServer server) {
        EmbeddingsClientBuilder builder =
                new EmbeddingsClientBuilder().endpoint(server.url()).pipeline(AzureAnswers.pipeline());
        EmbeddingsClient client = builder.buildClient();
        EmbeddingsAsyncClient async = builder.buildAsyncClient();
        Later.require(client.embed(List.of("a")).getData().size() == 1, "an embedding");
        client.embedWithResponse(List.of("a"));
        async.embed(List.of("a")).block();
        async.embedWithResponse(List.of("a")).block();
        Refused.expect(() -> client.embed(List.of("a"), null, null, null, "broken", null));
    }

    private static ChatCompletionsOptions chat(String model) {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Hi"))).setModel(model);
    }
}
