package com.acme.apps;

import static com.acme.apps.Later.require;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.Map;
import reactor.core.Disposable;

/** Calls tools of a server by the Model Context Protocol: with an answer, with every kind of failure, and given up. */
public final class McpApp {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(4);

    private McpApp() {}

    private static McpClientTransport transport(ToolServer server) {
        return HttpClientStreamableHttpTransport.builder(server.url()).build();
    }

    private static CallToolRequest tool(String name) {
        return new CallToolRequest(name, Map.of("a", 1, "b", 2));
    }

    private static void requireAnswer(CallToolResult result) {
        require(!Boolean.TRUE.equals(result.isError()), "it was answered");
        require(((TextContent) result.content().get(0)).text().equals("3"), "with the sum");
    }

    private static void callAndWait(ToolServer server) {
        try (McpSyncClient client =
                McpClient.sync(transport(server)).requestTimeout(PATIENCE).build()) {
            client.initialize();
            requireAnswer(client.callTool(tool("add")));
            try {
                client.callTool(tool("unknown"));
                require(false, "an unknown tool is refused");
            } catch (McpError refused) {
                require(refused.getJsonRpcError().code() == -32602, "with the protocol's code");
            }
            CallToolResult wrong = client.callTool(tool("wrong"));
            require(wrong.isError(), "the tool's error is its result");
        }
    }

    private static void callInVain(ToolServer server) {
        try (McpSyncClient client =
                McpClient.sync(transport(server)).requestTimeout(SHORT).build()) {
            client.initialize();
            Refused.expect(() -> client.callTool(tool("silent")));
            Refused.expect(() -> client.callTool(tool("truncated")));
        }
    }

    private static void callAndGoOn(ToolServer server) {
        McpAsyncClient client =
                McpClient.async(transport(server)).requestTimeout(PATIENCE).build();
        client.initialize().block(PATIENCE);
        requireAnswer(client.callTool(tool("add")).block(PATIENCE));
        require(client.callTool(tool("wrong")).block(PATIENCE).isError(), "the tool's error is its result");
        Refused.expect(() -> client.callTool(tool("unknown")).block(PATIENCE));
        Disposable given = client.callTool(tool("silent")).subscribe();
        given.dispose();
        // Nobody subscribes, so nothing is called.
        client.callTool(tool("add"));
        client.closeGracefully().block(PATIENCE);
    }

    /** With an argument only the calls that wait and are answered. */
    public static void main(String[] arguments) throws Exception {
        try (ToolServer server = new ToolServer()) {
            callAndWait(server);
            if (arguments.length == 0) {
                callAndGoOn(server);
                callInVain(server);
            }
            Waiting.untilTold();
        }
    }
}
