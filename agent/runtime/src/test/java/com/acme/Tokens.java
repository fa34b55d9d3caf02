package com.acme;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** What a streaming call returns, and the calls that return it or take a handler. */
public class Tokens implements Iterator<String> {
    private int left;

    public Tokens(int count) {
        left = count;
    }

    public static Tokens generate(int count) {
        return new Tokens(count);
    }

    public static void ask(Handler handler, boolean fail) {
        if (fail) {
            throw new IllegalStateException("refused");
        }
    }

    public static Stream<String> words(int count) {
        return Stream.generate(() -> "word").limit(count);
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return take();
    }

    public String take() {
        left--;
        return "token";
    }

    public void cancel() {
        left = 0;
    }

    /** What chunks are handed to. */
    public interface Handler {
        default void onPart(String part) {}

        default void onPart(String part, int index) {
            onPart(part);
        }

        void onDone(String result);

        void onError(Throwable failure);
    }

    /** A handler of the application's. */
    public static class MyHandler implements Handler {
        @Override
        public void onDone(String result) {}

        @Override
        public void onError(Throwable failure) {}
    }
}
