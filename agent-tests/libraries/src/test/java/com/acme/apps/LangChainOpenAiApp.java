package com.acme.apps;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiLanguageModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** LangChain4j over its own OpenAI provider: chats and streams, and calls of each other kind; of each one is refused. */
public final class LangChainOpenAiApp {
    private LangChainOpenAiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            chat(server, "gpt-of-tests").chat("Hello");
            chat(server, "gpt-of-tests").chat("Hello");
            Refused.expect(() -> chat(server, "broken").chat("Hello"));
            stream(streaming(server, "gpt-of-tests"));
            stream(streaming(server, "broken"));
            others(server);
            Waiting.untilTold();
        }
    }

    private static OpenAiChatModel chat(ModelServer server, String model) {
        return OpenAiChatModel.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .modelName(model)
                .maxRetries(0)
                .build();
    }

    static StreamingChatModel streaming(ModelServer server, String model) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .modelName(model)
                .build();
    }

    static void stream(StreamingChatModel model) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        model.chat("Hello", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                System.out.println(part);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.countDown();
            }

            @Override
            public void onError(Throwable failure) {
                System.out.println("failed: " + failure.getClass().getSimpleName());
                done.countDown();
            }
        });
        done.await();
    }

    private static void others(ModelServer server) {
        embed(server, "embed-of-tests");
        image(server, "image-of-tests");
        moderate(server, "moderate-of-tests");
        generate(server, "gpt-of-tests");
        Refused.expect(() -> embed(server, "broken"));
        Refused.expect(() -> image(server, "broken"));
        Refused.expect(() -> moderate(server, "broken"));
        Refused.expect(() -> generate(server, "broken"));
        new Scoring().score("a bird", "which bird?");
        Refused.expect(() -> new Scoring().score("a bird", ""));
    }

    private static void embed(ModelServer server, String model) {
        OpenAiEmbeddingModel.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .modelName(model)
                .maxRetries(0)
                .build()
                .embed("a");
    }

    private static void image(ModelServer server, String model) {
        OpenAiImageModel.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .modelName(model)
                .maxRetries(0)
                .build()
                .generate("a bird");
    }

    private static void moderate(ModelServer server, String model) {
        OpenAiModerationModel.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .modelName(model)
                .maxRetries(0)
                .build()
                .moderate("a bird");
    }

    private static void generate(ModelServer server, String model) {
        OpenAiLanguageModel.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .modelName(model)
                .maxRetries(0)
                .build()
                .generate("Hello");
    }

    /** A scoring model of the application's own: that provider has none. */
    private static final class Scoring implements ScoringModel {
        public String modelName() {
            return "score-of-tests";
        }

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            if (query.isEmpty()) {
                throw new IllegalArgumentException("no query");
            }
            return Response.from(List.of(0.5), new TokenUsage(3));
        }
    }
}
