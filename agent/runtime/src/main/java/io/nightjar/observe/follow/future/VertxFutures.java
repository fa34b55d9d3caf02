package io.nightjar.observe.follow.future;

import io.nightjar.observe.follow.FutureEnd;
import io.nightjar.observe.follow.FutureFollower;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;

/** Vert.x's futures. Those of a context tell their handlers there, in the order in which they were added. */
public final class VertxFutures implements FutureFollower {
    public VertxFutures() {}

    @Override
    public void follow(Object future, FutureEnd end) {
        listen((Future<?>) future, end);
    }

    private static <T> void listen(Future<T> future, FutureEnd end) {
        if (future.isComplete()) {
            // Where it has a context, the handler would be told later.
            end.done(future);
        } else {
            future.onComplete(new Listener<>(end));
        }
    }

    @Override
    public void read(Object done, FutureEnd end) {
        AsyncResult<?> result = (AsyncResult<?>) done;
        if (result.failed()) {
            end.outcome(null, result.cause());
        } else {
            end.outcome(result.result(), null);
        }
    }

    /** Held by the future. */
    private record Listener<T>(FutureEnd end) implements Handler<AsyncResult<T>> {
        @Override
        public void handle(AsyncResult<T> result) {
            end.done(result);
        }
    }
}
