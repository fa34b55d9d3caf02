package com.acme.apps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * A server as many speak that are compatible with OpenAI's. What is asked says how it answers: {@code busy} with status 429,
 * {@code stream} by events, {@code cut} with half an answer, {@code gone} not at all; anything else with an answer.
 */
final class CompatibleServer implements AutoCloseable {
    static final String ANSWER = "{\"object\":\"chat.completion\",\"choices\":[]}";
    private static final String EVENT = "data: {\"object\":\"chat.completion.chunk\"}\n\n";

    private final HttpServer server;

    CompatibleServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "compatible-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (asked) {
                case "busy" -> send(exchange, 429, "{\"error\":{}}", 1);
                case "cut" -> send(exchange, 200, ANSWER, 2);
                case "stream" -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write((EVENT + EVENT + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
                case "gone" -> {
                    // The connection ends with the exchange.
                }
                default -> send(exchange, 200, ANSWER, 1);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body, int parts) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, 0, bytes.length / parts);
        } catch (IOException cut) {
            // The server closes the connection, as it should.
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
