package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAlertCommandTest {
    @TempDir
    Path directory;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String said = "thanks";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            bodies.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendAnAlertAndItsEndToEveryDestinationAndSayWhatEachAnswered() throws IOException {
        Typed typed = Typed.command("test-alert", "--config", config("alerts.to=webhook,alertmanager"));

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out().lines())
                .containsExactly(
                        "log: firing: ok, written",
                        "log: resolved: ok, written",
                        "webhook " + origin() + ": firing: ok, answered 200: thanks",
                        "webhook " + origin() + ": resolved: ok, answered 200: thanks",
                        "alertmanager " + origin() + ": firing: ok, answered 200: thanks",
                        "alertmanager " + origin() + ": resolved: ok, answered 200: thanks");
        assertThat(bodies).hasSize(4);
        assertThat(bodies.get(0))
                .startsWith("/hook/hush {\"alert_type\":\"latency\"")
                .contains("Test alert", "\"status\":\"firing\"");
        assertThat(bodies.get(1)).contains("\"status\":\"resolved\"");
        assertThat(bodies.get(2)).startsWith("/api/v2/alerts [{\"labels\":{\"alertname\":\"NightjarLatency\"");
    }

    @Test
    void shouldExitOneAndHideSecretsWhenADestinationRefuses() throws IOException {
        status = 404;
        said = "Cannot POST /hook/hush with key whsec_aHVzaGh1c2hodXNoaHVzaGh1c2g=";

        Typed typed = Typed.command("test-alert", "--config", config("alerts.to=webhook"));

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .contains("webhook " + origin() + ": firing: FAILED, answered 404: Cannot POST (secret)")
                .doesNotContain("hush")
                .doesNotContain("aHVz")
                .doesNotContain("resolved: ok, answered");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void shouldSayWhatIsWrongWithTheConfiguration() {
        Typed typed = Typed.command("test-alert", "--config", "alerts.to=pidgeon");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("alerts.to", "pidgeon");
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String config(String to) throws IOException {
        return Files.writeString(
                        directory.resolve("nightjar.properties"),
                        to + "\nwebhook.url=" + origin() + "/hook/hush\n"
                                + "webhook.secret=whsec_aHVzaGh1c2hodXNoaHVzaGh1c2g=\nalertmanager.url=" + origin()
                                + "\n")
                .toString();
    }
}
