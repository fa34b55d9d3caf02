package com.example.orchestrator;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The workers who answer requests, and a short queue before them. Thread-safe. */
final class Desk implements AutoCloseable {

    private static final int QUEUE = 64;

    private final LanguageRouter router;
    private final ThreadPoolExecutor workers;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();

    Desk(LanguageRouter router, int threads) {
        this.router = router;
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                task -> new Thread(task, "desk-" + number.incrementAndGet()));
    }

    /** Takes a request, or turns it away where the queue is full. */
    void submit(Request request) {
        try {
            workers.execute(() -> answer(request));
        } catch (RejectedExecutionException e) {
            turnedAway.increment();
        }
    }

    private void answer(Request request) {
        try {
            router.route(request);
            answered.increment();
        } catch (ModelFailure e) {
            failed.increment();
        }
    }

    /** How many requests were answered, failed and were turned away. */
    String summary() {
        return answered + " answered, " + failed + " failed, " + turnedAway + " turned away";
    }

    /** Waits for the requests that are under way. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
