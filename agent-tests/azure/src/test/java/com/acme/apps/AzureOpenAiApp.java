package com.acme.apps;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.AudioTranscriptionFormat;
import com.azure.ai.openai.models.AudioTranscriptionOptions;
import com.azure.ai.openai.models.AudioTranslationFormat;
import com.azure.ai.openai.models.AudioTranslationOptions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.CompletionsOptions;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.ai.openai.models.ImageGenerationOptions;
import com.azure.ai.openai.models.SpeechGenerationOptions;
import com.azure.ai.openai.models.SpeechVoice;
import com.azure.core.http.rest.RequestOptions;
import java.util.List;

/** Azure's SDK for OpenAI, waiting and not: whole answers and streams, refused, retried, given up and broken off. */
public final class AzureOpenAiApp {
    private static final String GPT = "gpt-of-tests";

    private final OpenAIClient client;
    private final OpenAIAsyncClient async;

    private AzureOpenAiApp(String url) {
        client = new OpenAIClientBuilder()
                .endpoint(url)
                .pipeline(AzureAnswers.pipeline())
                .buildClient();
        async = new OpenAIClientBuilder()
                .endpoint(url)
                .pipeline(AzureAnswers.pipeline())
                .buildAsyncClient();
    }

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(new AzureAnswers()::answer)) {
            AzureOpenAiApp app = new AzureOpenAiApp(server.url());
            app.chats();
            app.streams();
            app.asyncStreams();
            ChunkCount.print();
            app.completions();
            app.others();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private void chats() {
        Later.require(
                client.getChatCompletions(GPT, chat())
                        .getChoices()
                        .get(0)
                        .getMessage()
                        .getContent()
                        .equals("Hello"),
                "a chat");
        client.getChatCompletionsWithResponse(GPT, chat(), new RequestOptions()).getValue();
        client.getChatCompletions("busy", chat());
        async.getChatCompletions(GPT, chat()).block();
        async.getChatCompletionsWithResponse(GPT, chat(), new RequestOptions()).block();
        Refused.expect(() -> client.getChatCompletions("broken", chat()));
        Refused.expect(() -> async.getChatCompletions("broken", chat()).block());
    }

    private void streams() {
        Later.require(ChunkCount.read(client.getChatCompletionsStream(GPT, chat())) == 4, "the chunks of a stream");
        Later.require(
                ChunkCount.read(client.getChatCompletionsStream(GPT, chat()).stream()) == 4, "the chunks of a stream");
        Refused.expect(() -> ChunkCount.read(client.getChatCompletionsStream("broken", chat())));
        Refused.expect(() -> ChunkCount.read(client.getChatCompletionsStream("truncated", chat())));
    }

    private void asyncStreams() {
        Later.require(ChunkCount.read(async.getChatCompletionsStream(GPT, chat())) == 4, "the chunks of a stream");
        Later.require(
                ChunkCount.read(async.getChatCompletionsStreamWithResponse(GPT, chat(), new RequestOptions())) == 4,
                "the answers of a stream");
        Later.require(
                ChunkCount.read(async.getChatCompletionsStream("stalling", chat()), 2) == 2,
                "the chunks before the reader stops");
        Refused.expect(() -> ChunkCount.read(async.getChatCompletionsStream("truncated", chat())));
        Refused.expect(() -> ChunkCount.read(async.getChatCompletionsStream("broken", chat())));
    }

    private void completions() {
        client.getCompletions(GPT, new CompletionsOptions(List.of("Hi")));
        client.getCompletions(GPT, "Hi");
        client.getCompletionsWithResponse(GPT, new CompletionsOptions(List.of("Hi")), new RequestOptions());
        async.getCompletions(GPT, "Hi").block();
        Later.require(
                ChunkCount.read(client.getCompletionsStream(GPT, new CompletionsOptions(List.of("Hi")))) == 4,
                "the chunks of a completion");
    }

    private void others() {
        EmbeddingsOptions texts = new EmbeddingsOptions(List.of("a"));
        Later.require(client.getEmbeddings("embed-of-tests", texts).getData().size() == 1, "an embedding");
        client.getEmbeddingsWithResponse("embed-of-tests", texts, new RequestOptions());
        async.getEmbeddings("embed-of-tests", texts).block();
        Refused.expect(() -> client.getEmbeddings("broken", texts));
        client.getImageGenerations("image-of-tests", new ImageGenerationOptions("a bird"));
        async.getImageGenerations("image-of-tests", new ImageGenerationOptions("a bird"))
                .block();
        client.generateSpeechFromText("speech-of-tests", new SpeechGenerationOptions("Hi", SpeechVoice.ALLOY));
        AudioTranscriptionOptions spoken =
                new AudioTranscriptionOptions(new byte[8]).setResponseFormat(AudioTranscriptionFormat.JSON);
        client.getAudioTranscription("audio-of-tests", "a.wav", spoken);
        async.getAudioTranscription("audio-of-tests", "a.wav", spoken).block();
        translations();
    }

    private void translations() {
        AudioTranslationOptions spoken =
                new AudioTranslationOptions(new byte[8]).setResponseFormat(AudioTranslationFormat.JSON);
        Later.require(
                client.getAudioTranslation("audio-of-tests", "a.wav", spoken)
                        .getText()
                        .equals("spoken"),
                "a translation");
        async.getAudioTranslationWithResponse("audio-of-tests", "a.wav", spoken, new RequestOptions())
                .block();
    }

    private static ChatCompletionsOptions chat() {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Hi")));
    }
}
