package io.nightjar.observe.follow.future;

import com.google.common.util.concurrent.ListenableFuture;
import io.nightjar.observe.follow.FutureEnd;
import io.nightjar.observe.follow.FutureFollower;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Guava's futures, and those of gRPC's future stubs. Their listeners run in the order in which they were added. */
public final class GuavaFutures implements FutureFollower {
    public GuavaFutures() {}

    @Override
    public void follow(Object future, FutureEnd end) {
        ListenableFuture<?> listenable = (ListenableFuture<?>) future;
        listenable.addListener(new Listener(listenable, end), Here.THREAD);
    }

    @Override
    public void read(Object done, FutureEnd end) throws Exception {
        Future<?> future = (Future<?>) done;
        if (future.isCancelled()) {
            end.outcome(null, new CancellationException());
            return;
        }
        if (!future.isDone()) {
            // It told its listeners before its time; to wait for it is not for them.
            end.outcome(null, null);
            return;
        }
        // An interrupted thread is refused even what is there.
        boolean interrupted = Thread.interrupted();
        try {
            end.outcome(future.get(), null);
        } catch (ExecutionException | RuntimeException failed) {
            end.outcome(null, failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Held by the future. */
    private record Listener(ListenableFuture<?> future, FutureEnd end) implements Runnable {
        @Override
        public void run() {
            end.done(future);
        }
    }

    /** Runs what it is given on the thread that gives it. */
    private enum Here implements Executor {
        THREAD;

        @Override
        public void execute(Runnable listener) {
            listener.run();
        }
    }
}
