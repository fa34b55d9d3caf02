package com.acme.apps;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContext$;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.concurrent.Promise;
import scala.concurrent.Promise$;
import scala.concurrent.duration.Duration;

/** A call for each way in which a future of Scala's ends. */
public final class ScalaFuturesApp {
    private static final ExecutionContext HERE = ExecutionContext$.MODULE$.fromExecutor(Runnable::run);
    private static final ExecutionContext LATER = ExecutionContext$.MODULE$.fromExecutor(Later::run);

    private ScalaFuturesApp() {}

    private static Promise<String> promise() {
        return Promise$.MODULE$.apply();
    }

    static Future<String> ok() {
        return Future$.MODULE$.apply(() -> "x", LATER);
    }

    static Future<String> failed() {
        return Future$.MODULE$.apply(
                () -> {
                    throw new IllegalStateException("refused");
                },
                LATER);
    }

    /** Scala hands an interruption on in a box. */
    static Future<String> interrupted() {
        Promise<String> promise = promise();
        Later.run(() -> promise.failure(new InterruptedException()));
        return promise.future();
    }

    /** There is no other way to cancel one. */
    static Object cancelled() {
        Promise<String> promise = promise();
        Later.run(() -> promise.failure(new CancellationException()));
        return promise.future();
    }

    /** Goes on after somebody has waited for it in vain. */
    static Future<String> timedOut() {
        return promise().future();
    }

    static Future<String> abandoned() {
        return promise().future();
    }

    static Future<String> done() {
        return Future$.MODULE$.successful("x");
    }

    static Future<String> doneFailed() {
        return Future$.MODULE$.failed(new IllegalStateException("refused"));
    }

    /** Is ended again by a callback of its own. */
    static Future<String> again() {
        Promise<String> promise = promise();
        promise.future().onComplete(result -> promise.trySuccess("y"), HERE);
        Later.run(() -> promise.success("x"));
        return promise.future();
    }

    private static void await(Future<?> future) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        future.onComplete(
                result -> {
                    thread[0] = Thread.currentThread();
                    told.countDown();
                    return null;
                },
                HERE);
        Await.ready(future, Duration.create(1, TimeUnit.MINUTES));
        told.await();
        Later.require(
                thread[0] == Thread.currentThread() || thread[0].getName().equals("later"),
                "a callback runs on the completing thread, and not on " + thread[0]);
    }

    private static void awaitInVain() throws Exception {
        Future<String> future = timedOut();
        try {
            Await.ready(future, Duration.create(Later.MILLIS, TimeUnit.MILLISECONDS));
            throw new AssertionError("it is never done");
        } catch (TimeoutException expected) {
            // The call goes on.
        }
        KEPT[0] = future;
    }

    private static final Object[] KEPT = new Object[1];

    public static void main(String[] arguments) throws Exception {
        await(ok());
        await(failed());
        await(interrupted());
        await((Future<?>) cancelled());
        awaitInVain();
        abandoned();
        await(done());
        await(doneFailed());
        await(again());
        System.gc();
        Waiting.untilTold();
    }
}
