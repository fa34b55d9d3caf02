package com.acme.helidon;

import com.acme.apps.Waiting;
import com.acme.engine.Engine;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

/** A server of Helidon's that answers each request on a virtual thread of its own; a test compiles it, as it needs Java 21. */
public final class HelidonApp {
    private static final int AT_ONCE = 60;

    private HelidonApp() {}

    public static void main(String[] arguments) throws Exception {
        Serving serving = new Serving();
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(HttpRouting.builder()
                        .get("/infer", serving::answer)
                        .error(
                                IllegalArgumentException.class,
                                (request, response, refused) ->
                                        response.status(Status.BAD_REQUEST_400).send(refused.getMessage())))
                .build()
                .start();
        String url = "http://127.0.0.1:" + server.port() + "/infer?input=";
        HttpClient client = HttpClient.newHttpClient();
        for (int round = 1; round <= 2; round++) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String input = i % 10 == 0 ? "" : "input" + i;
                answers.add(client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url + input)).build(), BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                System.out.println(
                        answer.get().statusCode() + " " + answer.get().body());
            }
        }
        Waiting.untilTold();
        server.stop();
        System.exit(3);
    }

    /** Waits in each call until all others have begun, which are more than the carriers of virtual threads. */
    public static final class Serving {
        private final Engine engine = new Engine();
        private final CyclicBarrier all = new CyclicBarrier(AT_ONCE);

        void answer(ServerRequest request, ServerResponse response) throws Exception {
            response.send(infer(request.query().get("input")) + " virtual: "
                    + Thread.currentThread().isVirtual());
        }

        public String infer(String input) throws Exception {
            all.await();
            return engine.infer(input);
        }
    }
}
