package com.acme.apps;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A call for each way in which a future of Vert.x's ends, with a context and without. */
public final class VertxFuturesApp {
    private static final Vertx VERTX = Vertx.vertx();

    private VertxFuturesApp() {}

    static Future<String> ok() {
        Promise<String> promise = Promise.promise();
        Later.run(() -> promise.complete("x"));
        return promise.future();
    }

    /** Has a context. */
    static Future<String> onContext() {
        CountDownLatch worked = new CountDownLatch(1);
        Later.run(worked::countDown);
        return VERTX.executeBlocking(() -> {
            worked.await();
            return "x";
        });
    }

    static Future<String> failed() {
        Promise<String> promise = Promise.promise();
        Later.run(() -> promise.fail(new IllegalStateException("refused")));
        return promise.future();
    }

    /** There is no other way to cancel one. */
    static Object cancelled() {
        Promise<String> promise = Promise.promise();
        Later.run(() -> promise.fail(new CancellationException()));
        return promise.future();
    }

    static Future<String> timedOut() {
        return Promise.<String>promise().future().timeout(Later.MILLIS, TimeUnit.MILLISECONDS);
    }

    static Future<String> abandoned() {
        return Promise.<String>promise().future();
    }

    static Future<String> done() {
        return Future.succeededFuture("x");
    }

    static Future<String> doneFailed() {
        return Future.failedFuture(new IllegalStateException("refused"));
    }

    /** Is ended again by a handler of its own. */
    static Future<String> again() {
        Promise<String> promise = Promise.promise();
        promise.future().onComplete(result -> promise.tryFail("again"));
        Later.run(() -> promise.complete("x"));
        return promise.future();
    }

    /** The thread on which a handler was told. */
    private static Thread await(Future<?> future) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        future.onComplete(result -> {
            thread[0] = Thread.currentThread();
            told.countDown();
        });
        told.await();
        return thread[0];
    }

    private static void awaitOnContext() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Context context = VERTX.getOrCreateContext();
        boolean[] same = new boolean[1];
        context.runOnContext(nothing -> onContext().onComplete(result -> {
            same[0] = Vertx.currentContext() == context && result.succeeded();
            told.countDown();
        }));
        told.await();
        Later.require(same[0], "a handler runs on the context of its future");
    }

    public static void main(String[] arguments) throws Exception {
        Thread told = await(ok());
        // Where the machine is slow the future is done before the handler is there.
        Later.require(
                told.getName().equals("later") || told == Thread.currentThread(),
                "a handler runs on the completing thread, and not on " + told);
        awaitOnContext();
        await(failed());
        await((Future<?>) cancelled());
        await(timedOut());
        abandoned();
        Later.require(await(done()) == Thread.currentThread(), "the handler of a done future runs on its thread");
        await(doneFailed());
        await(again());
        System.gc();
        Waiting.untilTold();
    }
}
