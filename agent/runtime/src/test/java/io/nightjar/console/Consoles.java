package io.nightjar.console;

import io.nightjar.config.ConsoleSettings;
import io.nightjar.config.Secret;
import io.nightjar.log.AgentLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Consoles over a fake backend, and requests to them. */
final class Consoles {
    static final String TOKEN = "s3cret";
    static final String PROCESS_TOKEN = "of-this-process";
    static final String METRICS_TOKEN = "scrape";

    private Consoles() {}

    static ConsoleServer open(FakeBackend backend) {
        return start(settings("127.0.0.1", null, null), backend);
    }

    static ConsoleServer withToken(FakeBackend backend) {
        return start(settings("127.0.0.1", TOKEN, METRICS_TOKEN), backend);
    }

    static ConsoleSettings settings(String host, String token, String metricsToken) {
        return new ConsoleSettings(
                host,
                0,
                token == null ? null : Secret.of(token),
                metricsToken == null ? null : Secret.of(metricsToken),
                List.of("nightjar.acme.test"));
    }

    static ConsoleServer start(ConsoleSettings settings, FakeBackend backend) {
        try {
            return ConsoleServer.start(
                    settings,
                    backend,
                    Secret.of(PROCESS_TOKEN),
                    new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request on a connection of its own; the header lines end each with CR LF. */
    static RawClient.Reply ask(ConsoleServer console, String method, String path, String headers, String body) {
        try (RawClient client = new RawClient(console.address())) {
            String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
            client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + length + "\r\n" + body);
            return client.reply(method.equals("HEAD"));
        }
    }

    static RawClient.Reply get(ConsoleServer console, String path) {
        return ask(console, "GET", path, "", "");
    }

    static RawClient.Reply change(ConsoleServer console, String method, String path, String body) {
        return ask(console, method, path, bearer(TOKEN) + "Content-Type: application/json\r\n", body);
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }
}
