package com.acme.apps;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import java.util.List;

/** Google's Gen AI SDK before it had retries, whose asynchronous calls are blocking ones on other threads. */
public final class OldGeminiApp {
    private static final String MODEL = "gemini-of-tests";
    private static final GenerateContentConfig PLAIN =
            GenerateContentConfig.builder().build();

    private OldGeminiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(GeminiAnswers::answer)) {
            Client client = Client.builder()
                    .apiKey("k")
                    .vertexAI(false)
                    .httpOptions(HttpOptions.builder().baseUrl(server.url()).build())
                    .build();
            answers(client);
            streams(client);
            EmbedContentConfig config = EmbedContentConfig.builder().build();
            client.models.embedContent("embed-of-tests", "a", config);
            client.async.models.embedContent("embed-of-tests", List.of("a", "b"), config).get();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void answers(Client client) throws Exception {
        Later.require(client.models.generateContent(MODEL, "Hi", PLAIN).text().equals("Hello"), "an answer");
        Refused.expect(() -> client.models.generateContent("broken", "Hi", PLAIN));
        Later.require(
                client.async
                        .models
                        .generateContent(MODEL, "Hi", PLAIN)
                        .get()
                        .text()
                        .equals("Hello"),
                "an answer that comes later");
        Refused.expect(
                () -> client.async.models.generateContent("broken", "Hi", PLAIN).get());
    }

    private static void streams(Client client) throws Exception {
        Later.require(count(client.models.generateContentStream(MODEL, "Hi", PLAIN)) == 3, "a stream");
        Later.require(
                count(client.async.models.generateContentStream(MODEL, "Hi", PLAIN).get()) == 3, "a future's stream");
        Refused.expect(() -> client.models.generateContentStream("broken", "Hi", PLAIN));
    }

    private static int count(ResponseStream<GenerateContentResponse> stream) {
        int count = 0;
        for (GenerateContentResponse each : stream) {
            count += each.text() == null ? 0 : 1;
        }
        stream.close();
        return count;
    }
}
