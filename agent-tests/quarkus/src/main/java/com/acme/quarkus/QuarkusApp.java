package com.acme.quarkus;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Calls its own resources, then waits for the end of its input. */
@QuarkusMain
public class QuarkusApp implements QuarkusApplication {
    @Inject
    HttpServer server;

    @Inject
    Scorer scorer;

    @Override
    public int run(String... arguments) throws Exception {
        System.out.println(Scorer.class.getClassLoader().getClass().getName());
        System.out.println(scorer.getClass().getSimpleName());
        HttpClient client = HttpClient.newHttpClient();
        for (String resource : List.of("infer", "later", "letters", "chat")) {
            for (String input : List.of("Hello", "world", "refused")) {
                URI uri = URI.create("http://127.0.0.1:" + server.getPort() + '/' + resource + "?input=" + input);
                var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
                System.out.println(resource
                        + ' '
                        + answer.statusCode()
                        + (answer.statusCode() == 200 ? ' ' + answer.body().replaceAll("\\s+", " ") : ""));
            }
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // What comes in does not matter.
        }
        return 3;
    }
}
