package io.nightjar.observe.follow.future;

import io.nightjar.observe.follow.FutureEnd;
import io.nightjar.observe.follow.FutureFollower;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.AbstractFunction1;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

/**
 * Scala's futures. Their callbacks are handed to their execution contexts one after the other, the last that was added first:
 * those of the application that run on the completing thread itself stand before this one.
 */
public final class ScalaFutures implements FutureFollower {
    public ScalaFutures() {}

    @Override
    public void follow(Object future, FutureEnd end) {
        listen((Future<?>) future, end);
    }

    private static <T> void listen(Future<T> future, FutureEnd end) {
        future.onComplete(new Listener<T>(end), Here.THREAD);
    }

    @Override
    public void read(Object done, FutureEnd end) {
        if (done instanceof Failure<?> failure) {
            end.outcome(null, failure.exception());
        } else {
            end.outcome(((Success<?>) done).value(), null);
        }
    }

    /** Held by the future. */
    private static final class Listener<T> extends AbstractFunction1<Try<T>, @Nullable Object> {
        private final FutureEnd end;

        Listener(FutureEnd end) {
            this.end = end;
        }

        @Override
        public @Nullable Object apply(Try<T> result) {
            end.done(result);
            return null;
        }
    }

    /** Runs what it is given on the thread that gives it. */
    private enum Here implements ExecutionContext {
        THREAD;

        @Override
        public void execute(Runnable callback) {
            callback.run();
        }

        @Override
        public void reportFailure(Throwable thrown) {
            // No callback of the agent's throws.
        }
    }
}
