package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleRouteTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "{}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
            if (status != 204) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void shouldAcknowledgeByTheConsolesApiWhenItListens() {
        body = "{\"fingerprint\":\"9f2c\",\"message\":\"slow\"}";

        Map<?, ?> answer = route().send(members("ack", "fingerprint", "9f2c", "by", "ann", "for_seconds", 7200L));

        assertThat(answer.get("message")).isEqualTo("slow");
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/conditions/9f2c/acknowledge Bearer secret {\"by\":\"ann\",\"for\":\"7200s\"}");
    }

    @Test
    void shouldSayWhatIsNoLongerAcknowledgedWhenItIsTakenBack() {
        status = 204;

        Map<?, ?> answer = route().send(members("unack", "fingerprint", "9f"));

        assertThat(answer.get("message")).isEqualTo("slow");
        assertThat(answer.containsKey("acknowledged")).isFalse();
        assertThat(asked).containsExactly("DELETE /api/v1/conditions/9f/acknowledge Bearer secret ");
    }

    @Test
    void shouldSilenceAndEndASilenceWhenTheConsoleListens() {
        status = 201;
        body = "{\"id\":\"s1\"}";
        assertThat(route().send(members("silence", "match", "operation=chat*", "for_seconds", 60L))
                        .get("id"))
                .isEqualTo("s1");
        status = 204;
        assertThat(route().send(members("unsilence", "silence", "s 1/2")).get("match"))
                .isEqualTo("operation=chat*");

        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/silences Bearer secret {\"match\":\"operation=chat*\",\"for\":\"60s\"}",
                        "DELETE /api/v1/silences/s%201%2F2 Bearer secret ");
    }

    @Test
    void shouldSayWhyWhenTheAgentRefuses() {
        status = 404;
        body = "{\"title\":\"Not Found\",\"detail\":\"nothing fires under 9f2c\"}";

        assertThatThrownBy(() -> route().send(members("ack", "fingerprint", "9f2c")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("nothing fires under 9f2c");
    }

    @Test
    void shouldLeaveTheRequestToTheFileWhenNobodyListens() throws IOException {
        assertThat(ConsoleRoute.of(new Properties())).isNull();
        Properties none = new Properties();
        none.setProperty(AgentAnswers.CONSOLE, "{}");
        assertThat(ConsoleRoute.of(none)).isNull();

        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(route(free).send(members("ack", "fingerprint", "9f2c"))).isNull();
    }

    private ConsoleRoute route() {
        return route(server.getAddress().getPort());
    }

    private static ConsoleRoute route(int port) {
        Properties properties = new Properties();
        properties.setProperty(AgentAnswers.CONSOLE, "{\"reached\":\"127.0.0.1:" + port + "\",\"token\":\"secret\"}");
        properties.setProperty(
                AgentAnswers.CONDITIONS,
                "[{\"fingerprint\":\"9f2c\",\"message\":\"slow\",\"acknowledged\":{\"by\":\"ann\"}}]");
        properties.setProperty(AgentAnswers.SILENCES, "[{\"id\":\"s 1/2\",\"match\":\"operation=chat*\"}]");
        return ConsoleRoute.of(properties);
    }

    private static Map<String, @Nullable Object> members(String command, Object... more) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("command", command);
        for (int i = 0; i < more.length; i += 2) {
            members.put(more[i].toString(), more[i + 1]);
        }
        return members;
    }
}
