package com.acme.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A server of the Model Context Protocol over HTTP. The tool that is called says how it answers: {@code add} does,
 * {@code wrong} with an error of its own, {@code unknown} with one of the protocol, {@code silent} never,
 * {@code truncated} with half an answer.
 */
final class ToolServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalServer server;

    ToolServer() throws IOException {
        server = new LocalServer("tool-server", this::answer);
    }

    String url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            JsonNode request = JSON.readTree(body);
            if (!request.has("id")) {
                exchange.sendResponseHeaders(202, -1);
                return;
            }
            send(exchange, request);
        }
    }

    private void send(HttpExchange exchange, JsonNode request) throws IOException {
        String tool = request.path("params").path("name").asText();
        if (tool.equals("silent")) {
            server.awaitClose();
            return;
        }
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ',' + outcome(request) + '}';
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, 0, tool.equals("truncated") ? bytes.length / 2 : bytes.length);
        } catch (IOException truncated) {
            // The server closes the connection, as it should.
        }
    }

    static String outcome(JsonNode request) {
        JsonNode params = request.path("params");
        if (request.path("method").asText().equals("initialize")) {
            return "\"result\":{\"protocolVersion\":" + params.path("protocolVersion")
                    + ",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"tools\",\"version\":\"1\"}}";
        }
        if (!request.path("method").asText().equals("tools/call")) {
            return "\"result\":{}";
        }
        return switch (params.path("name").asText()) {
            case "wrong" -> "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no such file\"}],\"isError\":true}";
            case "unknown" -> "\"error\":{\"code\":-32602,\"message\":\"Unknown tool\"}";
            default -> "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"3\"}],\"isError\":false}";
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
