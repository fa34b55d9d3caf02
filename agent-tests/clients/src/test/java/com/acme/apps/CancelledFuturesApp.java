package com.acme.apps;

import com.cohere.api.AsyncCohere;
import java.util.concurrent.CompletableFuture;

/** Cohere's futures, cancelled before their answer comes. */
public final class CancelledFuturesApp {
    private CancelledFuturesApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(CohereAnswers::answer)) {
            AsyncCohere client =
                    AsyncCohere.builder().token("k").url(server.url()).build();
            CompletableFuture<?> endless = client.v2().chat(CohereApp.chat("stalling"));
            Later.require(endless.cancel(true), "a future is cancelled");
            Waiting.untilTold();
        }
        System.exit(0);
    }
}
