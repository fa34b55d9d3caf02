package com.acme.apps;

import static com.acme.apps.Later.require;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.message.BasicHttpEntityEnclosingRequest;

/** Asks a model by Apache HttpClient alone, 5 and 4, with every kind of answer; and asks for what is none. */
public final class ApacheHttpApp {
    private static final String CHAT = "/v1/chat/completions";

    private ApacheHttpApp() {}

    private static HttpPost post(CompatibleServer server, String path, String asked) {
        HttpPost post = new HttpPost(server.url(path));
        post.setEntity(new StringEntity(asked));
        return post;
    }

    private static void ask(CompatibleServer server) throws IOException {
        try (CloseableHttpClient client =
                HttpClients.custom().disableAutomaticRetries().build()) {
            String answer =
                    client.execute(post(server, CHAT, "hello"), response -> EntityUtils.toString(response.getEntity()));
            require(answer.equals(CompatibleServer.ANSWER), "it is answered");
            String events = client.execute(
                    post(server, CHAT, "stream"), response -> EntityUtils.toString(response.getEntity()));
            require(events.endsWith("data: [DONE]\n\n"), "by events");
            int status = client.execute(post(server, CHAT, "busy"), response -> response.getCode());
            require(status == 429, "it refuses");
            Refused.expect(() -> client.execute(post(server, CHAT, "gone"), response -> response.getCode()));
            client.execute(post(server, "/users", "hello"), response -> response.getCode());
        }
    }

    private static org.apache.http.client.methods.HttpPost older(CompatibleServer server, String path, String asked) {
        org.apache.http.client.methods.HttpPost post = new org.apache.http.client.methods.HttpPost(server.url(path));
        post.setEntity(new org.apache.http.entity.StringEntity(asked, StandardCharsets.UTF_8));
        return post;
    }

    private static void askByOlder(CompatibleServer server) throws IOException {
        try (org.apache.http.impl.client.CloseableHttpClient client = org.apache.http.impl.client.HttpClients.custom()
                .disableAutomaticRetries()
                .build()) {
            try (CloseableHttpResponse response = client.execute(older(server, CHAT, "hello"))) {
                require(
                        org.apache.http.util.EntityUtils.toString(response.getEntity())
                                .equals(CompatibleServer.ANSWER),
                        "it is answered");
            }
            BasicHttpEntityEnclosingRequest plain = new BasicHttpEntityEnclosingRequest("POST", CHAT);
            plain.setEntity(new org.apache.http.entity.StringEntity("hello", StandardCharsets.UTF_8));
            client.execute(HttpHost.create(URI.create(server.url("/")).getAuthority()), plain)
                    .close();
            try (CloseableHttpResponse response = client.execute(older(server, CHAT, "busy"))) {
                require(response.getStatusLine().getStatusCode() == 429, "it refuses");
            }
            Refused.expect(() -> client.execute(older(server, CHAT, "gone")));
            client.execute(older(server, "/users", "hello")).close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (CompatibleServer server = new CompatibleServer()) {
            ask(server);
            askByOlder(server);
            Waiting.untilTold();
        }
    }
}
