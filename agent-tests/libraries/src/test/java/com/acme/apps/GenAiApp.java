package com.acme.apps;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** Streams that futures of Google's SDK give: read to the end by a dependent and by the caller, closed early, refused. */
public final class GenAiApp {
    private static final int CHUNKS = 3;

    private GenAiApp() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", GenAiApp::answer);
        server.start();
        Client client = Client.builder()
                .apiKey("k")
                .httpOptions(HttpOptions.builder()
                        .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
        ask(client, "gemini-of-tests").thenAccept(GenAiApp::read).join();
        read(ask(client, "gemini-of-tests").join());
        try (ResponseStream<GenerateContentResponse> stream =
                ask(client, "gemini-of-tests").join()) {
            stream.iterator().next();
        }
        try {
            ask(client, "broken").join();
            throw new AssertionError("the server refuses it");
        } catch (CompletionException expected) {
            System.out.println("refused: " + expected.getCause());
        }
        Waiting.untilTold();
        System.exit(0);
    }

    private static CompletableFuture<ResponseStream<GenerateContentResponse>> ask(Client client, String model) {
        return client.async.models.generateContentStream(model, "Hello", null);
    }

    private static void read(ResponseStream<GenerateContentResponse> stream) {
        int chunks = 0;
        for (GenerateContentResponse chunk : stream) {
            Later.require(chunk.candidates().isPresent(), "a chunk has an answer");
            chunks++;
        }
        stream.close();
        Later.require(chunks == CHUNKS, "all chunks came, and not " + chunks);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (exchange.getRequestURI().getPath().contains("broken")) {
                byte[] error = "{\"error\":{\"code\":400,\"message\":\"refused\",\"status\":\"INVALID_ARGUMENT\"}}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(400, error.length);
                exchange.getResponseBody().write(error);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 1; i <= CHUNKS; i++) {
                    String reason = i == CHUNKS ? ",\"finishReason\":\"STOP\"" : "";
                    String event =
                            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"word\"}]}"
                                    + reason
                                    + "}],\"modelVersion\":\"gemini-of-tests\",\"usageMetadata\":{\"promptTokenCount\":5,"
                                    + "\"candidatesTokenCount\":" + i + "}}\n\n";
                    out.write(event.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        }
    }
}
