package com.acme.apps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A call for each way in which a future of Guava's ends. */
public final class GuavaFuturesApp {
    private GuavaFuturesApp() {}

    static ListenableFuture<String> ok() {
        SettableFuture<String> future = SettableFuture.create();
        Later.run(() -> future.set("x"));
        return future;
    }

    static ListenableFuture<String> failed() {
        SettableFuture<String> future = SettableFuture.create();
        Later.run(() -> future.setException(new IllegalStateException("refused")));
        return future;
    }

    /** Declares less than it returns. */
    static Object cancelled() {
        return SettableFuture.create();
    }

    static ListenableFuture<String> timedOut() {
        return Futures.withTimeout(SettableFuture.<String>create(), Later.MILLIS, TimeUnit.MILLISECONDS, Later.TIMER);
    }

    /** What the caller gives up after a while is cancelled. */
    static ListenableFuture<String> cutShort() {
        return SettableFuture.create();
    }

    static ListenableFuture<String> abandoned() {
        return SettableFuture.create();
    }

    static ListenableFuture<String> done() {
        return Futures.immediateFuture("x");
    }

    static ListenableFuture<String> doneFailed() {
        return Futures.immediateFailedFuture(new IllegalStateException("refused"));
    }

    static ListenableFuture<String> doneCancelled() {
        return Futures.immediateCancelledFuture();
    }

    /** Is ended again by a listener of its own. */
    static ListenableFuture<String> again() {
        SettableFuture<String> future = SettableFuture.create();
        future.addListener(() -> future.set("y"), MoreExecutors.directExecutor());
        Later.run(() -> future.set("x"));
        return future;
    }

    private static void await(ListenableFuture<?> future) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        future.addListener(
                () -> {
                    thread[0] = Thread.currentThread();
                    told.countDown();
                },
                MoreExecutors.directExecutor());
        try {
            future.get();
        } catch (ExecutionException | CancellationException expected) {
            // It is the agent that counts them.
        }
        told.await();
        Later.require(
                thread[0] == Thread.currentThread() || thread[0].getName().equals("later"),
                "a listener runs on the completing thread, and not on " + thread[0]);
    }

    public static void main(String[] arguments) throws Exception {
        await(ok());
        await(failed());
        ListenableFuture<?> cancelled = (ListenableFuture<?>) cancelled();
        cancelled.cancel(true);
        await(timedOut());
        ListenableFuture<String> cut = cutShort();
        await(Futures.withTimeout(cut, Later.MILLIS, TimeUnit.MILLISECONDS, Later.TIMER));
        try {
            // Guava tells of the time-out first, and cancels then.
            cut.get(10, TimeUnit.SECONDS);
        } catch (CancellationException expected) {
            // It is the agent that counts it.
        }
        Later.require(cut.isCancelled(), "what timed out was cancelled");
        abandoned();
        await(done());
        await(doneFailed());
        await(doneCancelled());
        await(again());
        System.gc();
        Waiting.untilTold();
    }
}
