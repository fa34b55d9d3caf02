package com.acme;

import java.util.concurrent.CountDownLatch;

/** Waits at the bottom of a stack of any depth. */
public final class Deep {
    private Deep() {}

    public static int run(int depth, CountDownLatch inside, CountDownLatch done) {
        return down(depth, inside, done);
    }

    private static int down(int depth, CountDownLatch inside, CountDownLatch done) {
        if (depth > 0) {
            return down(depth - 1, inside, done) + 1;
        }
        inside.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
