package com.acme;

import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods whose calls end in every way: each does something and returns what it was given. */
public class Endings {
    /** What chunks are handed to. */
    public interface Handler {
        void onPart(String part);

        void onEnd(String last);

        void onError(Throwable thrown);
    }

    /** A handler that does nothing. */
    public static final class Listener implements Handler {
        @Override
        public void onPart(String part) {}

        @Override
        public void onEnd(String last) {}

        @Override
        public void onError(Throwable thrown) {}
    }

    public static Handler handler() {
        return new Listener();
    }

    public String plain(Runnable body) {
        body.run();
        return "x";
    }

    /** Leads to another call of its own group. */
    public String nested(Runnable body) {
        return plain(body);
    }

    public CompletionStage<String> future(Runnable body, CompletionStage<String> result) {
        body.run();
        return result;
    }

    public Object anything(Runnable body, Object result) {
        body.run();
        return result;
    }

    public Flow.Publisher<String> flow(Runnable body, Flow.Publisher<String> result) {
        body.run();
        return result;
    }

    public Flux<String> flux(Runnable body, Flux<String> result) {
        body.run();
        return result;
    }

    public Mono<String> mono(Runnable body, Mono<String> result) {
        body.run();
        return result;
    }

    public Single<String> single(Runnable body, Single<String> result) {
        body.run();
        return result;
    }

    public Uni<String> uni(Runnable body, Uni<String> result) {
        body.run();
        return result;
    }

    public Iterator<String> iterator(Runnable body, Iterator<String> result) {
        body.run();
        return result;
    }

    public Stream<String> stream(Runnable body, Stream<String> result) {
        body.run();
        return result;
    }

    public void callback(Runnable body, Handler handler) {
        body.run();
    }

    /** Calls a method at every depth of the stack, down to its end. */
    public static void overflow(Runnable call) {
        call.run();
        overflow(call);
    }
}
