package com.acme.apps;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/**
 * A server of this machine that speaks as Bedrock and SageMaker do. The model or endpoint in the path says how it answers:
 * {@code broken} is refused, {@code busy} is so once, {@code stalling} falls silent, {@code truncated} ends its connection
 * before the length that it announced, {@code short} ends a stream of no announced length early, {@code erring} tells of a
 * failure in its last event. Thread-safe.
 */
final class AwsServer implements AutoCloseable {
    private static final String CONVERSED =
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hello\"}]}},"
                    + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":9,\"outputTokens\":4,\"totalTokens\":13},"
                    + "\"metrics\":{\"latencyMs\":1}}";
    private static final String PART = "{\"bytes\":\"SGVs\"}";

    private final AtomicInteger busy = new AtomicInteger();
    private final LocalServer server;

    AwsServer() throws IOException {
        server = new LocalServer("aws-server", this::answer);
    }

    String url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.contains("/broken/")) {
                refuse(exchange, 400, "ValidationException");
            } else if (path.contains("/busy/") && busy.getAndIncrement() == 0) {
                refuse(exchange, 503, "ServiceUnavailableException");
            } else if (path.contains("stream")) {
                stream(exchange, path);
            } else {
                whole(exchange, path);
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status, String type) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        send(exchange, status, "{\"message\":\"no\"}");
    }

    private void whole(HttpExchange exchange, String path) throws IOException {
        if (path.contains("/stalling/")) {
            server.awaitClose();
        } else if (path.contains("/truncated/")) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, Short.MAX_VALUE);
            exchange.getResponseBody().write('{');
        } else if (path.endsWith("/async-invocations")) {
            send(exchange, 202, "{\"InferenceId\":\"i1\"}");
        } else {
            send(exchange, 200, path.endsWith("/converse") ? CONVERSED : "{\"text\":\"Hello\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void stream(HttpExchange exchange, String path) throws IOException {
        List<byte[]> events = events(path);
        boolean early = path.contains("/truncated/") || path.contains("/short/") || path.contains("/stalling/");
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
        exchange.sendResponseHeaders(200, path.contains("/truncated/") ? Short.MAX_VALUE : 0);
        OutputStream out = exchange.getResponseBody();
        for (byte[] event : early ? events.subList(0, 2) : events) {
            out.write(event);
            out.flush();
        }
        if (path.contains("/stalling/")) {
            server.awaitClose();
        }
    }

    private static List<byte[]> events(String path) {
        List<byte[]> events = new ArrayList<>();
        if (path.endsWith("/converse-stream")) {
            events.add(event("messageStart", "{\"role\":\"assistant\"}"));
            events.add(event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hel\"}}"));
            events.add(event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"lo\"}}"));
            events.add(event("messageStop", "{\"stopReason\":\"end_turn\"}"));
            events.add(event("metadata", CONVERSED));
        } else {
            String type = path.contains("/endpoints/") ? "PayloadPart" : "chunk";
            String part = path.contains("/endpoints/") ? "Hel" : PART;
            events.addAll(List.of(event(type, part), event(type, part), event(type, part)));
        }
        if (path.contains("/erring/")) {
            boolean bedrock = !path.contains("/endpoints/");
            events.set(
                    events.size() - 1,
                    frame("exception", bedrock ? "throttlingException" : "ModelStreamError", "{\"message\":\"no\"}"));
        }
        return events;
    }

    private static byte[] event(String type, String payload) {
        return frame("event", type, payload);
    }

    private static byte[] frame(String kind, String type, String payload) {
        Message message = new Message(
                Map.of(
                        ":message-type",
                        HeaderValue.fromString(kind),
                        ":" + kind + "-type",
                        HeaderValue.fromString(type),
                        ":content-type",
                        HeaderValue.fromString("application/json")),
                payload.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.encode(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
