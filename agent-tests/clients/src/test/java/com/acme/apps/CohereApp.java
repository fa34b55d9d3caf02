package com.acme.apps;

import com.cohere.api.AsyncCohere;
import com.cohere.api.Cohere;
import com.cohere.api.core.RequestOptions;
import com.cohere.api.requests.ChatRequest;
import com.cohere.api.requests.ChatStreamRequest;
import com.cohere.api.requests.ClassifyRequest;
import com.cohere.api.requests.EmbedRequest;
import com.cohere.api.requests.GenerateRequest;
import com.cohere.api.requests.GenerateStreamRequest;
import com.cohere.api.requests.RerankRequest;
import com.cohere.api.requests.SummarizeRequest;
import com.cohere.api.resources.v2.requests.V2ChatRequest;
import com.cohere.api.resources.v2.requests.V2ChatStreamRequest;
import com.cohere.api.resources.v2.requests.V2EmbedRequest;
import com.cohere.api.resources.v2.requests.V2RerankRequest;
import com.cohere.api.types.ChatMessageV2;
import com.cohere.api.types.EmbedInputType;
import com.cohere.api.types.RerankRequestDocumentsItem;
import com.cohere.api.types.UserMessageV2;
import com.cohere.api.types.UserMessageV2Content;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Both of Cohere's APIs, blocking and not: whole answers and streams, refused, retried, closed and broken off. */
public final class CohereApp {
    private static final String COMMAND = "command-of-tests";
    private static final RequestOptions OPTIONS = RequestOptions.builder().build();

    private final Cohere client;
    private final AsyncCohere async;

    private CohereApp(String url) {
        client = Cohere.builder().token("k").url(url).build();
        async = AsyncCohere.builder().token("k").url(url).build();
    }

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(CohereAnswers::answer)) {
            CohereApp app = new CohereApp(server.url());
            app.chats();
            app.streams();
            app.asyncStreams();
            app.others();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private void chats() throws Exception {
        Later.require(client.v2().chat(chat(COMMAND)).getId().equals("c1"), "a chat");
        client.v2().chat(chat(COMMAND), OPTIONS);
        client.v2().chat(chat("busy"));
        Later.require(client.chat(old(COMMAND)).getText().equals("Hello"), "a chat of the first API");
        client.chat(old(COMMAND), OPTIONS);
        async.v2().chat(chat(COMMAND)).get();
        async.chat(old(COMMAND)).get();
        Refused.expect(() -> client.v2().chat(chat("broken")));
        Refused.expect(() -> async.v2().chat(chat("broken")).get());
    }

    private void streams() throws Exception {
        Later.require(count(client.v2().chatStream(stream(COMMAND)), 9) == 4, "the chunks of a stream");
        Later.require(count(client.v2().chatStream(stream(COMMAND), OPTIONS), 9) == 4, "the chunks of a stream");
        Later.require(count(client.chatStream(oldStream(COMMAND)), 9) == 3, "the chunks of the first API");
        Later.require(count(client.v2().chatStream(stream("stalling")), 2) == 2, "the chunks before the reader stops");
        // The library hides that the connection broke.
        Later.require(count(client.v2().chatStream(stream("truncated")), 9) <= 2, "the chunks before the end");
        Refused.expect(() -> client.v2().chatStream(stream("broken")));
        Later.require(count(client.generateStream(generateStream(COMMAND)), 9) == 3, "the chunks of a generation");
        Later.require(count(client.generateStream(generateStream("erring")), 9) == 3, "the chunks of one that fails");
    }

    private void asyncStreams() throws Exception {
        Refused.expect(() -> async.v2().chatStream(stream("broken")).get());
        Later.require(count(async.v2().chatStream(stream(COMMAND)).get(), 9) == 4, "the chunks of a future's stream");
    }

    private void others() throws Exception {
        client.generate(GenerateRequest.builder().prompt("Hi").model(COMMAND).build());
        client.embed(EmbedRequest.builder()
                .texts(List.of("a"))
                .model("embed-of-tests")
                .build());
        client.v2().embed(embed("embed-of-tests"));
        Refused.expect(() -> client.v2().embed(embed("broken")));
        RerankRequestDocumentsItem document = RerankRequestDocumentsItem.of("a");
        client.rerank(RerankRequest.builder()
                .query("a")
                .documents(List.of(document))
                .model("rerank-of-tests")
                .build());
        async.v2()
                .rerank(V2RerankRequest.builder()
                        .model("rerank-of-tests")
                        .query("a")
                        .documents(List.of("a"))
                        .build())
                .get();
        client.classify(ClassifyRequest.builder()
                .inputs(List.of("a"))
                .model("classify-of-tests")
                .build());
        client.summarize(SummarizeRequest.builder()
                .text("long")
                .model("summarize-of-tests")
                .build());
    }

    /** Reads at most so many chunks, and closes the stream where that was not the end. */
    private static int count(Iterable<?> stream, int most) throws Exception {
        List<Object> chunks = new ArrayList<>();
        Iterator<?> each = stream.iterator();
        while (chunks.size() < most && each.hasNext()) {
            chunks.add(each.next());
        }
        if (chunks.size() == most) {
            ((Closeable) stream).close();
        }
        return chunks.size();
    }

    static V2ChatRequest chat(String model) {
        return V2ChatRequest.builder().model(model).messages(List.of(message())).build();
    }

    private static V2ChatStreamRequest stream(String model) {
        return V2ChatStreamRequest.builder()
                .model(model)
                .messages(List.of(message()))
                .build();
    }

    private static ChatMessageV2 message() {
        return ChatMessageV2.user(
                UserMessageV2.builder().content(UserMessageV2Content.of("Hi")).build());
    }

    private static ChatRequest old(String model) {
        return ChatRequest.builder().message("Hi").model(model).build();
    }

    private static ChatStreamRequest oldStream(String model) {
        return ChatStreamRequest.builder().message("Hi").model(model).build();
    }

    private static GenerateStreamRequest generateStream(String model) {
        return GenerateStreamRequest.builder().prompt("Hi").model(model).build();
    }

    private static V2EmbedRequest embed(String model) {
        return V2EmbedRequest.builder()
                .model(model)
                .inputType(EmbedInputType.SEARCH_DOCUMENT)
                .texts(List.of("a"))
                .build();
    }
}
