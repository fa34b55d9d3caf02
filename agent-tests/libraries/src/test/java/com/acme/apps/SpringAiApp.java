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
 * Spring AI's chat over OpenAI's SDK: a call, a stream read twice, one that is cancelled, and the
 * other kinds of calls.
 */
public final class SpringAiApp {
    private SpringAiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAiChatModel model = OpenAiChatModel.builder()
                    .options(OpenAiChatOptions.builder()
                            .baseUrl(server.url())
                            .apiKey("k")
                            .model("gpt-of-tests")
                            .build())
                    .build();
            model.call(new Prompt("Hello"));
            var stream = model.stream(new Prompt("Hello"));
            System.out.println(stream.collectList().block().size() + " chunks");
            System.out.println(stream.collectList().block().size() + " chunks");
            model.stream(new Prompt("Hello")).blockFirst();
            others(server);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void others(ModelServer server) {
        OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder().baseUrl(server.url()).apiKey("k").model("embed-of-tests").build())
                .build()
                .call(new EmbeddingRequest(List.of("a"), null));
        OpenAiImageModel.builder()
                .options(OpenAiImageOptions.builder().baseUrl(server.url()).apiKey("k").model("image-of-tests").build())
                .build()
                .call(new ImagePrompt("a bird"));
        OpenAiModerationModel.builder()
                .options(OpenAiModerationOptions.builder()
                        .baseUrl(server.url()).apiKey("k").model("moderate-of-tests").build())
                .build()
                .call(new ModerationPrompt("a bird"));
    }
}
