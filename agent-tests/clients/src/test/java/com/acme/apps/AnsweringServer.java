package com.acme.apps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** A server of this machine that answers by the path and the body of a request. */
final class AnsweringServer implements AutoCloseable {
    private final HttpServer server;
    private final BiFunction<String, String, Answer> answers;
    private final CountDownLatch closed = new CountDownLatch(1);

    AnsweringServer(BiFunction<String, String, Answer> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "answering-server");
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
                closed.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
