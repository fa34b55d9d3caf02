package com.acme.typed;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A library of types alone, of which nothing is run. */
public final class Typed {
    private Typed() {}

    /** What a model may be asked for. */
    public interface Model {
        Answer<Text> ask(Question question);

        CompletableFuture<Answer<Text>> askLater(Question question);

        void tell(Question question, Handler<Piece> handler);

        Pieces<Piece> read(Question question);

        Iterator<Piece> iterate(Question question);

        Object any(String text);
    }

    /** One that has its name. */
    public static final class Named implements Any {
        private final String label = "named";

        public String version() {
            return label;
        }
    }

    /** What it may be of is not to be seen. */
    public interface Any {}

    /** What is asked. */
    public record Question(Optional<String> model, Any any, Other other) {}

    /** What others implement. */
    public interface Other {}

    /** An answer. */
    public record Answer<T>(T content, List<Usage> usages) {}

    /** A text. */
    public record Text(String text) {}

    /** Counts. */
    public static class Usage {
        int hidden;

        public long getRead() {
            return 1;
        }
    }

    /** A piece. */
    public record Piece(Optional<Usage> usage) {}

    /** What receives pieces. */
    public interface Handler<T> {
        void on(T piece);

        void done(Answer<Text> answer);
    }

    /** What hands on pieces. */
    public interface Pieces<T> {
        java.util.stream.Stream<T> stream();
    }
}
