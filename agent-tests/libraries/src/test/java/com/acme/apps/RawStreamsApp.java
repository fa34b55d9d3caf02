package com.acme.apps;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.services.blocking.chat.ChatCompletionService;

/** Streams of raw answers: parsed and read, let go of, read by the caller byte for byte, and refused. */
public final class RawStreamsApp {
    private RawStreamsApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAIClient openAi = OpenAIOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            AnthropicClient anthropic = AnthropicOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            parsed(openAi);
            notParsed(openAi.chat().completions().withRawResponse());
            anthropic(anthropic);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void parsed(OpenAIClient client) throws Exception {
        var blocking = client.chat().completions().withRawResponse();
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
                blocking.createStreaming(chat("gpt-of-tests"))) {
            Later.require(raw.statusCode() == 200, "the head of a stream");
            Later.require(raw.parse().stream().count() == 4, "the chunks of a stream");
            Later.require(raw.parse() == raw.parse(), "one stream, whenever it is asked for");
        }
        var async = client.async().chat().completions().withRawResponse();
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
                async.createStreaming(chat("gpt-of-tests")).get()) {
            Later.require(raw.parse().stream().count() == 4, "the chunks of a stream that came later");
        }
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
                blocking.createStreaming(chat("gpt-of-tests"))) {
            raw.parse().stream().iterator().next();
        }
    }

    private static void notParsed(ChatCompletionService.WithRawResponse service) throws Exception {
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw = service.createStreaming(chat("gpt-of-tests"))) {
            Later.require(new String(raw.body().readAllBytes()).contains("[DONE]"), "the bytes of a stream");
        }
        service.createStreaming(chat("gpt-of-tests")).close();
        Refused.expect(() -> service.createStreaming(chat("broken")));
    }

    private static void anthropic(AnthropicClient client) throws Exception {
        MessageCreateParams asked = MessageCreateParams.builder()
                .model("claude-of-tests")
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
        var blocking = client.messages().withRawResponse();
        try (com.anthropic.core.http.HttpResponseFor<com.anthropic.core.http.StreamResponse<RawMessageStreamEvent>>
                raw = blocking.createStreaming(asked)) {
            System.out.println(raw.parse().stream().count() + " chunks");
        }
        var async = client.async().messages().withRawResponse();
        async.createStreaming(asked).get().close();
    }

    private static ChatCompletionCreateParams chat(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
    }
}
