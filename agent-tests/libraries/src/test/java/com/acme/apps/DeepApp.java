package com.acme.apps;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A slow call that waits below ten thousand frames, and some that fail with as many. */
public final class DeepApp {
    public static final int FRAMES = 10_000;
    private static final int STACK_BYTES = 256 << 20;

    private DeepApp() {}

    static final class Engine {
        int rank() {
            return down(FRAMES);
        }

        void refuse(RuntimeException failure) {
            throw failure;
        }

        private static int down(int frames) {
            if (frames > 0) {
                return 1 + down(frames - 1);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return 0;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(null, DeepApp::call, "deep", STACK_BYTES);
        thread.start();
        thread.join();
        Waiting.untilTold();
    }

    private static void call() {
        Engine engine = new Engine();
        System.out.println("ranked " + engine.rank());
        StackTraceElement[] frames = new StackTraceElement[FRAMES];
        Arrays.fill(frames, new StackTraceElement("com.acme.Engine", "refuse", "Engine.java", 1));
        for (int i = 0; i < 12; i++) {
            IllegalStateException failure = new IllegalStateException("refused");
            failure.setStackTrace(frames);
            try {
                engine.refuse(failure);
            } catch (IllegalStateException refused) {
                boolean same = refused == failure && Arrays.equals(refused.getStackTrace(), frames);
                System.out.println("refused " + same);
            }
        }
    }
}
