package com.acme.apps;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateImagesConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Google's Gen AI SDK, blocking and not: answers, streams, chats; refused, retried, stopped and broken off. */
public final class GeminiApp {
    private static final String MODEL = "gemini-of-tests";
    private static final GenerateContentConfig PLAIN =
            GenerateContentConfig.builder().build();

    private final Client client;
    private final Client vertex;

    private GeminiApp(String url) {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(url)
                .retryOptions(HttpRetryOptions.builder()
                        .attempts(3)
                        .initialDelay(0.01)
                        .maxDelay(0.02)
                        .build())
                .build();
        client = Client.builder()
                .apiKey("k")
                .vertexAI(false)
                .httpOptions(options)
                .build();
        vertex =
                Client.builder().apiKey("k").vertexAI(true).httpOptions(options).build();
    }

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(GeminiAnswers::answer)) {
            GeminiApp app = new GeminiApp(server.url());
            app.answers();
            app.asyncAnswers();
            app.streams();
            app.asyncStreams();
            app.chats();
            app.others();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private void answers() {
        Later.require(client.models.generateContent(MODEL, "Hi", PLAIN).text().equals("Hello"), "an answer");
        client.models.generateContent(MODEL, content(), null);
        client.models.generateContent(MODEL, List.of(content()), PLAIN);
        Later.require(client.models.generateContent("busy", "Hi", PLAIN).text().equals("Hello"), "one asked for again");
        Refused.expect(() -> client.models.generateContent("broken", "Hi", PLAIN));
        Refused.expect(() -> client.models.generateContent("truncated", "Hi", PLAIN));
    }

    private void asyncAnswers() throws Exception {
        Later.require(
                client.async
                        .models
                        .generateContent(MODEL, "Hi", PLAIN)
                        .get()
                        .text()
                        .equals("Hello"),
                "an answer");
        client.async.models.generateContent(MODEL, List.of(content()), null).get();
        Refused.expect(
                () -> client.async.models.generateContent("broken", "Hi", PLAIN).get());
        CompletableFuture<GenerateContentResponse> stalled =
                client.async.models.generateContent("stalling", "Hi", PLAIN);
        Later.require(stalled.cancel(true), "one that is cancelled");
    }

    private void streams() {
        Later.require(count(client.models.generateContentStream(MODEL, "Hi", PLAIN), 9) == 3, "a stream");
        Later.require(count(client.models.generateContentStream(MODEL, content(), null), 3) == 3, "one read whole");
        Later.require(count(client.models.generateContentStream("stalling", "Hi", PLAIN), 2) == 2, "one let go");
        Refused.expect(() -> count(client.models.generateContentStream("erring", "Hi", PLAIN), 9));
        Refused.expect(() -> count(client.models.generateContentStream("truncated", "Hi", PLAIN), 9));
        Refused.expect(() -> client.models.generateContentStream("broken", "Hi", PLAIN));
    }

    private void asyncStreams() throws Exception {
        Later.require(
                count(
                                client.async
                                        .models
                                        .generateContentStream(MODEL, "Hi", PLAIN)
                                        .get(),
                                9)
                        == 3,
                "a future's");
        Refused.expect(() ->
                client.async.models.generateContentStream("broken", "Hi", PLAIN).get());
    }

    private void chats() throws Exception {
        Later.require(client.chats.create(MODEL).sendMessage("Hi").text().equals("Hello"), "a chat");
        Later.require(count(client.chats.create(MODEL).sendMessageStream("Hi"), 9) == 3, "a chat's stream");
        client.async.chats.create(MODEL).sendMessage("Hi").get();
    }

    @SuppressWarnings("deprecation") // images, which older applications ask for
    private void others() throws Exception {
        EmbedContentConfig config = EmbedContentConfig.builder().build();
        client.models.embedContent("embed-of-tests", "a", config);
        client.models.embedContent("embed-of-tests", List.of("a", "b"), config);
        client.async.models.embedContent("embed-of-tests", "a", config).get();
        Refused.expect(() -> client.models.embedContent("broken", "a", config));
        GenerateImagesConfig images = GenerateImagesConfig.builder().build();
        vertex.models.generateImages("image-of-tests", "a cat", images);
        vertex.async.models.generateImages("image-of-tests", "a cat", images).get();
        Refused.expect(() -> vertex.models.generateImages("broken", "a cat", images));
    }

    /** Reads at most so many chunks, and closes the stream. */
    private static int count(ResponseStream<GenerateContentResponse> stream, int most) {
        int count = 0;
        Iterator<GenerateContentResponse> each = stream.iterator();
        while (count < most && each.hasNext()) {
            each.next();
            count++;
        }
        stream.close();
        return count;
    }

    private static Content content() {
        return Content.fromParts(Part.fromText("Hi"));
    }
}
