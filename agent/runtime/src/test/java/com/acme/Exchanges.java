package com.acme;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Methods that return failures, in an envelope or in what they were given, rather than throw them. */
public class Exchanges {
    /** What goes through a route; a step leaves its failure there. */
    public static final class Exchange {
        private Object exception;

        public Object getException() {
            return exception;
        }

        public void fail(Object failure) {
            exception = failure;
        }
    }

    /** An answer that says of itself whether it is one. */
    public record Answer(Object error) {}

    public static final List<Exchange> SEEN = new ArrayList<>();

    public void route(Exchange exchange, Object failure) {
        exchange.fail(failure);
    }

    public Answer ask(Object error) {
        return new Answer(error);
    }

    public boolean isDown(boolean down) {
        return down;
    }

    public Answer refuse() {
        throw new IllegalStateException("refused");
    }

    public Answer raise(Exception thrown) throws Exception {
        throw thrown;
    }

    public CompletableFuture<Answer> askLater(Exchange exchange, CompletableFuture<Answer> answer) {
        return answer;
    }

    public CompletableFuture<Answer> askOnce(CompletableFuture<Answer> answer) {
        return answer;
    }

    public Iterator<Answer> answers(List<Answer> answers) {
        return new ArrayList<>(answers).iterator();
    }

    public Stream<Answer> stream(List<Answer> answers) {
        return answers.stream();
    }
}
