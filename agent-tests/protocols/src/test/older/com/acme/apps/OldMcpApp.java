package com.acme.apps;

import static com.acme.apps.Later.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** As {@link McpApp} with an SDK that knows no other transport by HTTP than one stream of events for all answers. */
public final class OldMcpApp {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private OldMcpApp() {}

    public static void main(String[] arguments) throws Exception {
        callAndWait();
        callAndGoOn();
        callInVain();
        Waiting.untilTold();
    }

    private static void callAndWait() throws Exception {
        try (EventServer server = new EventServer();
                McpSyncClient client =
                        McpClient.sync(server.transport()).requestTimeout(PATIENCE).build()) {
            client.initialize();
            requireAnswer(client.callTool(tool("add")));
            try {
                client.callTool(tool("unknown"));
                require(false, "an unknown tool is refused");
            } catch (McpError refused) {
                require(refused.getMessage().equals("Unknown tool"), "with the protocol's words");
            }
            require(client.callTool(tool("wrong")).isError(), "the tool's error is its result");
        }
    }

    private static void callAndGoOn() throws Exception {
        try (EventServer server = new EventServer()) {
            McpAsyncClient client =
                    McpClient.async(server.transport()).requestTimeout(PATIENCE).build();
            client.initialize().block(PATIENCE);
            requireAnswer(client.callTool(tool("add")).block(PATIENCE));
            require(client.callTool(tool("wrong")).block(PATIENCE).isError(), "the tool's error is its result");
            Refused.expect(() -> client.callTool(tool("unknown")).block(PATIENCE));
            client.callTool(tool("silent")).subscribe().dispose();
            // Nobody subscribes, so nothing is called.
            client.callTool(tool("add"));
            client.closeGracefully().block(PATIENCE);
        }
    }

    private static void callInVain() throws Exception {
        try (EventServer server = new EventServer();
                McpSyncClient client =
                        McpClient.sync(server.transport()).requestTimeout(SHORT).build()) {
            client.initialize();
            Refused.expect(() -> client.callTool(tool("silent")));
        }
    }

    private static CallToolRequest tool(String name) {
        return new CallToolRequest(name, Map.of("a", 1, "b", 2));
    }

    private static void requireAnswer(CallToolResult result) {
        require(!Boolean.TRUE.equals(result.isError()), "it was answered");
        require(((TextContent) result.content().get(0)).text().equals("3"), "with the sum");
    }

    /** Sends what {@link ToolServer} answers as events of one stream, to one client. */
    private static final class EventServer implements AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final LocalServer server = new LocalServer("event-server", this::answer);

        private EventServer() throws IOException {
            events.add("event: endpoint\ndata: /message\n\n");
        }

        private HttpClientSseClientTransport transport() {
            return new HttpClientSseClientTransport(server.url());
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                if (exchange.getRequestMethod().equals("GET")) {
                    send(exchange);
                    return;
                }
                JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(202, -1);
                if (request.has("id")
                        && !request.path("params").path("name").asText().equals("silent")) {
                    events.add("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ','
                            + ToolServer.outcome(request) + "}\n\n");
                }
            }
        }

        /** Until the client is gone or the application ends. */
        private void send(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(events.take().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
