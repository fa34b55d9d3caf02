package com.acme;

import java.util.Optional;

/** A stream that hands its chunks to a handler, perhaps a lambda, which it wraps in one of its own. */
public class Feed {
    private Listener listener;

    public static Feed open() {
        return new Feed();
    }

    /** A handler without a name. */
    public static Listener lambda() {
        return part -> {};
    }

    public void subscribe(Listener newListener) {
        listener = new Guard(newListener);
    }

    public Listener listener() {
        return listener;
    }

    public void emit() {
        listener.onPart("part");
    }

    public void finish() {
        listener.onEnd(Optional.empty());
    }

    /** What chunks are handed to. */
    public interface Listener {
        void onPart(String part);

        default void onEnd(Optional<Throwable> failure) {}
    }

    /** A handler of the application's that has a name. */
    public static class Named implements Listener {
        @Override
        public void onPart(String part) {}
    }

    static final class Guard implements Listener {
        private final Listener guarded;

        Guard(Listener guarded) {
            this.guarded = guarded;
        }

        @Override
        public void onPart(String part) {
            guarded.onPart(part);
        }

        @Override
        public void onEnd(Optional<Throwable> failure) {
            guarded.onEnd(failure);
        }
    }
}
