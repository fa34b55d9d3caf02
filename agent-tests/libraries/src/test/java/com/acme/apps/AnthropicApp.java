package com.acme.apps;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;

/** Talks through Anthropic's SDK: three messages, one asynchronous and one refused, and two streams. */
public final class AnthropicApp {
    private AnthropicApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            client.messages().create(params());
            client.async().messages().create(params()).get();
            client.messages().withRawResponse().create(params()).close();
            Refused.expect(() -> client.messages()
                    .create(params().toBuilder().model("broken").build()));
            try (StreamResponse<RawMessageStreamEvent> stream =
                    client.messages().createStreaming(params())) {
                System.out.println(stream.stream().count() + " chunks");
            }
            Refused.expect(() -> client.messages()
                    .createStreaming(params().toBuilder().model("broken").build()));
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static MessageCreateParams params() {
        return MessageCreateParams.builder()
                .model("claude-of-tests")
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
    }
}
