package io.nightjar.launch;

import java.util.concurrent.CountDownLatch;

/** A thread as premain's before the application's main has begun: the JDK's own frame is outermost. Ends when it is closed. */
final class GatedThread implements AutoCloseable {
    private final CountDownLatch made = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "gated");
    private volatile MainGate gate;

    private GatedThread() {}

    static GatedThread start() throws InterruptedException {
        GatedThread gated = new GatedThread();
        gated.thread.setDaemon(true);
        gated.thread.start();
        gated.made.await();
        return gated;
    }

    /** A gate whose thread has ended. */
    static MainGate openGate() throws InterruptedException {
        try (GatedThread gated = start()) {
            return gated.gate;
        }
    }

    MainGate gate() {
        return gate;
    }

    private void work() {
        gate = MainGate.forCurrentThread();
        made.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        end.countDown();
        thread.join();
    }
}
