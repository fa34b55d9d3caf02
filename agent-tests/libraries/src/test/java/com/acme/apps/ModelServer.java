package com.acme.apps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A server that speaks the APIs of OpenAI and Anthropic: JSON and server-sent events; model {@code broken} is an error. */
final class ModelServer implements AutoCloseable {
    private final HttpServer server;

    ModelServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "model-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (request.contains("broken")) {
                send(exchange, 400, "application/json", "{\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request_error\"}}");
            } else if (request.contains("\"stream\":true")) {
                String events = path.endsWith("/messages") ? anthropicEvents() : openAiEvents();
                send(exchange, 200, "text/event-stream",
                        request.contains("truncated") ? events.substring(0, events.length() / 3) : events);
            } else {
                send(exchange, 200, "application/json", json(path));
            }
        }
    }

    private static String json(String path) {
        if (path.endsWith("/messages")) {
            return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-of-tests\",\"content\":"
                    + "[{\"type\":\"text\",\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":11,\"output_tokens\":7}}";
        }
        if (path.endsWith("/embeddings")) {
            return "{\"object\":\"list\",\"model\":\"embed-of-tests\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                    + "\"embedding\":[0.1,0.2]}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";
        }
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-of-tests\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}";
    }

    private static String openAiEvents() {
        StringBuilder events = new StringBuilder();
        for (String word : new String[] {"Hello", " there", "!"}) {
            events.append("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-of-tests\","
                            + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"")
                    .append(word)
                    .append("\"},\"finish_reason\":null}]}\n\n");
        }
        events.append("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-of-tests\","
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}}\n\n");
        return events.append("data: [DONE]\n\n").toString();
    }

    private static String anthropicEvents() {
        StringBuilder events = new StringBuilder();
        event(events, "message_start", "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
                + "\"claude-of-tests\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":11,\"output_tokens\":1}}");
        event(events, "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        event(events, "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}");
        event(events, "content_block_stop", "\"index\":0");
        event(events, "message_delta", "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                + "\"usage\":{\"output_tokens\":7}");
        event(events, "message_stop", "\"x\":0");
        return events.toString();
    }

    private static void event(StringBuilder events, String type, String more) {
        events.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\",").append(more)
                .append("}\n\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
