package io.nightjar.weave;

import com.google.common.util.concurrent.SettableFuture;
import java.util.concurrent.CompletableFuture;

/** A future that the test ends, of one of the libraries. */
interface GivenFuture {
    /** The method of {@link com.acme.OtherFutures} that declares its type. */
    String method();

    Object future();

    void succeed();

    void fail(Throwable thrown);

    void cancel();

    /** Adds a listener of the application's that runs on the thread which completes the future. */
    void listen(Runnable listener);

    static GivenFuture of(String kind) {
        return switch (kind) {
            case "guava" -> new Guava();
            case "vertx" -> new Vertx();
            case "scala" -> new Scala();
            default -> new Jdk();
        };
    }

    /** The JDK's, for comparison. */
    final class Jdk implements GivenFuture {
        private final CompletableFuture<String> future = new CompletableFuture<>();

        @Override
        public String method() {
            return "anything";
        }

        @Override
        public Object future() {
            return future;
        }

        @Override
        public void succeed() {
            future.complete("x");
        }

        @Override
        public void fail(Throwable thrown) {
            future.completeExceptionally(thrown);
        }

        @Override
        public void cancel() {
            future.cancel(false);
        }

        @Override
        public void listen(Runnable listener) {
            future.whenComplete((value, thrown) -> listener.run());
        }
    }

    /** Guava's. */
    final class Guava implements GivenFuture {
        private final SettableFuture<String> future = SettableFuture.create();

        @Override
        public String method() {
            return "guava";
        }

        @Override
        public Object future() {
            return future;
        }

        @Override
        public void succeed() {
            future.set("x");
        }

        @Override
        public void fail(Throwable thrown) {
            future.setException(thrown);
        }

        @Override
        public void cancel() {
            future.cancel(true);
        }

        @Override
        public void listen(Runnable listener) {
            future.addListener(listener, Runnable::run);
        }
    }

    /** Vert.x's, which have no cancellation of their own. */
    final class Vertx implements GivenFuture {
        private final io.vertx.core.Promise<String> promise = io.vertx.core.Promise.promise();

        @Override
        public String method() {
            return "vertx";
        }

        @Override
        public Object future() {
            return promise.future();
        }

        @Override
        public void succeed() {
            promise.tryComplete("x");
        }

        @Override
        public void fail(Throwable thrown) {
            promise.tryFail(thrown);
        }

        @Override
        public void cancel() {
            promise.tryFail(new java.util.concurrent.CancellationException());
        }

        @Override
        public void listen(Runnable listener) {
            promise.future().onComplete(result -> listener.run());
        }
    }

    /** Scala's, which have no cancellation of their own. */
    final class Scala implements GivenFuture {
        private final scala.concurrent.Promise<String> promise = scala.concurrent.Promise$.MODULE$.apply();

        @Override
        public String method() {
            return "scala";
        }

        @Override
        public Object future() {
            return promise.future();
        }

        @Override
        public void succeed() {
            promise.trySuccess("x");
        }

        @Override
        public void fail(Throwable thrown) {
            promise.tryFailure(thrown);
        }

        @Override
        public void cancel() {
            promise.tryFailure(new java.util.concurrent.CancellationException());
        }

        @Override
        public void listen(Runnable listener) {
            promise.future()
                    .onComplete(
                            result -> {
                                listener.run();
                                return null;
                            },
                            scala.concurrent.ExecutionContext$.MODULE$.fromExecutor(Runnable::run));
        }
    }
}
