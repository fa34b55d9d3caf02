package com.acme;

import java.util.concurrent.CompletableFuture;

/** A stream with a handler and a future that tells of its end; closing it completes the future. */
public class FutureFeed {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Listener listener;

    public static FutureFeed open() {
        return new FutureFeed();
    }

    public CompletableFuture<Void> done() {
        return done;
    }

    public void subscribe(Listener newListener) {
        listener = newListener;
    }

    /** With a handler that closes the stream at its first part. */
    public void subscribeClosing() {
        subscribe(new Closing(this));
    }

    /** Closes as soon as the future tells of the end. */
    public void closeWhenDone() {
        done.whenComplete((nothing, thrown) -> close());
    }

    public void emit() {
        listener.onPart("part");
    }

    public void close() {
        done.complete(null);
    }

    /** What chunks are handed to. */
    public interface Listener {
        void onPart(String part);
    }

    static final class Closing implements Listener {
        private final FutureFeed feed;

        Closing(FutureFeed feed) {
            this.feed = feed;
        }

        @Override
        public void onPart(String part) {
            feed.close();
        }
    }
}
