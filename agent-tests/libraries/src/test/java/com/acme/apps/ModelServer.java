package com.acme.apps;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A server that speaks the APIs of OpenAI and Anthropic: JSON and server-sent events. The model that is asked for says how:
 * {@code broken} is an error, {@code stalling} falls silent after two events, {@code truncated} ends its connection in the
 * middle of an event; any other answers.
 */
final class ModelServer implements AutoCloseable {
    private static final int EVENTS_BEFORE_SILENCE = 2;

    private final LocalServer server;

    ModelServer() throws IOException {
        server = new LocalServer("model-server", this::answer);
    }

    String url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (request.contains("broken")) {
                send(exchange, 400, ModelAnswers.error());
            } else if (!isStreamed(request)) {
                send(exchange, 200, ModelAnswers.json(path));
            } else if (request.contains("truncated")) {
                truncate(exchange, String.join("", ModelAnswers.events(path)));
            } else {
                stream(exchange, ModelAnswers.events(path), request.contains("stalling"));
            }
        }
    }

    /** In JSON, or in a form with parts. */
    private static boolean isStreamed(String request) {
        return request.replace(" ", "").contains("\"stream\":true") || request.contains("name=\"stream\"");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void stream(HttpExchange exchange, List<String> events, boolean stalls) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < events.size(); i++) {
                if (stalls && i == EVENTS_BEFORE_SILENCE) {
                    server.awaitClose();
                }
                out.write(events.get(i).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    /** Promises the whole and sends two thirds: what is missing when the exchange is closed ends the connection. */
    private static void truncate(HttpExchange exchange, String events) throws IOException {
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length * 2 / 3);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
