package com.acme.apps;

import static com.acme.apps.Later.require;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Asks a model by OkHttp alone: waiting and not, with every kind of answer; and asks for what is none. */
public final class OkHttpApp {
    private static final String CHAT = "/v1/chat/completions";
    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .readTimeout(20, TimeUnit.SECONDS)
            .build();

    private static final OkHttpClient IMPATIENT =
            CLIENT.newBuilder().readTimeout(2, TimeUnit.SECONDS).build();

    private OkHttpApp() {}

    private static Call call(CompatibleServer server, String path, String asked) {
        return call(CLIENT, server, path, asked);
    }

    private static Call call(OkHttpClient client, CompatibleServer server, String path, String asked) {
        return client.newCall(
                new Request.Builder().url(server.url(path)).post(body(asked)).build());
    }

    /** By the method that OkHttp 3 has too. */
    @SuppressWarnings("deprecation")
    private static RequestBody body(String text) {
        return RequestBody.create(MediaType.get("application/json"), text);
    }

    private static void block(CompatibleServer server) throws IOException {
        try (Response response = call(server, CHAT, "hello").execute()) {
            require(response.body().string().equals(CompatibleServer.ANSWER), "it is answered");
        }
        try (Response response = call(server, "/openai/deployments/a/chat/completions?api-version=1", "hello")
                .execute()) {
            require(response.isSuccessful(), "by a gateway too");
        }
        try (Response response = call(server, CHAT, "stream").execute()) {
            require(response.body().string().endsWith("data: [DONE]\n\n"), "by events");
        }
        try (Response response = call(server, CHAT, "busy").execute()) {
            require(response.code() == 429, "it refuses");
        }
        try (Response response = call(IMPATIENT, server, CHAT, "cut").execute()) {
            Refused.expect(() -> response.body().string());
        }
        Refused.expect(() -> call(server, CHAT, "gone").execute());
        for (String other : new String[] {"/users", "/v1/models", "/chat/completions/list"}) {
            call(server, other, "hello").execute().close();
        }
    }

    private static Response later(Call call) throws Exception {
        CompletableFuture<Response> done = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException thrown) {
                done.completeExceptionally(thrown);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                done.complete(response);
            }
        });
        return done.get(20, TimeUnit.SECONDS);
    }

    private static void goOn(CompatibleServer server) throws Exception {
        try (Response response = later(call(server, CHAT, "hello"))) {
            require(response.body().string().equals(CompatibleServer.ANSWER), "it is answered later");
        }
        Refused.expect(() -> later(call(server, CHAT, "gone")));
        later(call(server, "/users", "hello")).close();
    }

    public static void main(String[] arguments) throws Exception {
        try (CompatibleServer server = new CompatibleServer()) {
            block(server);
            goOn(server);
            Waiting.untilTold();
            CLIENT.dispatcher().executorService().shutdown();
        }
    }
}
