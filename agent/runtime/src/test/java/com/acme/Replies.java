package com.acme;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** Calls that return a future of something that is read in parts. */
public class Replies {
    public CompletableFuture<Reply> ask(CompletableFuture<Reply> result) {
        return result;
    }

    public Object askAnyhow(Object result) {
        return result;
    }

    /** Is read by an iterator that the library has a class for, and made before anybody asks for it. */
    public static class Reply implements Iterable<String>, AutoCloseable {
        private final Reader reader;

        public Reply(int parts) {
            reader = new Reader(parts);
        }

        @Override
        public Iterator<String> iterator() {
            return reader;
        }

        @Override
        public void close() {
            reader.left = 0;
        }
    }

    /** Is read by an iterator without a name. */
    public static class LooseReply extends Reply {
        private final int parts;

        public LooseReply(int parts) {
            super(parts);
            this.parts = parts;
        }

        @Override
        public Iterator<String> iterator() {
            Reader reader = new Reader(parts);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return reader.left > 0;
                }

                @Override
                public String next() {
                    reader.left--;
                    return "part";
                }
            };
        }
    }

    static final class Reader implements Iterator<String> {
        private int left;

        Reader(int parts) {
            left = parts;
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
            left--;
            return "part";
        }
    }
}
