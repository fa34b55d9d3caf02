package com.acme.apps;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/** A server of this machine that answers by the path and the body of a request. Thread-safe. */
public final class AnsweringServer implements AutoCloseable {
    private final LocalServer server;
    private final BiFunction<String, String, Answer> answers;

    public AnsweringServer(BiFunction<String, String, Answer> answers) throws IOException {
        this.answers = answers;
        server = new LocalServer("answering-server", this::answer);
    }

    public String url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            Answer answer = answers.apply(exchange.getRequestURI().getPath(), request);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            boolean truncated = answer.end() == Answer.End.TRUNCATED;
            exchange.sendResponseHeaders(answer.status(), truncated ? Short.MAX_VALUE : 0);
            OutputStream out = exchange.getResponseBody();
            for (String piece : answer.pieces()) {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(2);
            }
            if (answer.end() == Answer.End.STALLED) {
                server.awaitClose();
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
