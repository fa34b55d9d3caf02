package com.acme.apps;

import java.util.List;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.openai.OpenAiModerationModel;
import org.springframework.ai.openai.OpenAiModerationOptions;

/**
 * Spring AI's chat over OpenAI's SDK: a call, a stream read twice, one that is cancelled, the other kinds of calls, and one of
 * each kind that is refused.
 */
public final class SpringAiApp {
    private SpringAiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAiChatModel model = chat(server, "gpt-of-tests");
            model.call(new Prompt("Hello"));
            var stream = model.stream(new Prompt("Hello"));
            System.out.println(stream.collectList().block().size() + " chunks");
            System.out.println(stream.collectList().block().size() + " chunks");
            model.stream(new Prompt("Hello")).blockFirst();
            others(server);
            Refused.expect(() -> chat(server, "broken").call(new Prompt("Hello")));
            Refused.expect(
                    () -> chat(server, "broken").stream(new Prompt("Hello")).blockLast());
            Refused.expect(() -> embed(server, "broken"));
            Refused.expect(() -> image(server, "broken"));
            Refused.expect(() -> moderate(server, "broken"));
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void others(ModelServer server) {
        embed(server, "embed-of-tests");
        image(server, "image-of-tests");
        moderate(server, "moderate-of-tests");
    }

    private static OpenAiChatModel chat(ModelServer server, String model) {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .build())
                .build();
    }

    private static void embed(ModelServer server, String model) {
        OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .build())
                .build()
                .call(new EmbeddingRequest(List.of("a"), null));
    }

    private static void image(ModelServer server, String model) {
        OpenAiImageModel.builder()
                .options(OpenAiImageOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .build())
                .build()
                .call(new ImagePrompt("a bird"));
    }

    private static void moderate(ModelServer server, String model) {
        OpenAiModerationModel.builder()
                .options(OpenAiModerationOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .build())
                .build()
                .call(new ModerationPrompt("a bird"));
    }
}
