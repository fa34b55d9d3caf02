package com.acme;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;

/** An application's class that knows nothing of the agent. */
public class Engine implements Model<String, Integer> {
    public final String name;
    public boolean sawSelfInConstructor;

    public Engine() {
        this("default");
    }

    public Engine(String name) {
        super();
        this.name = name;
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
    }

    public int infer(int x) {
        return x + 1;
    }

    public String infer(String text) {
        return text + '!';
    }

    public long inferTwice(long x) {
        return infer((int) x) + infer((int) x);
    }

    public static double average(double a, double b) {
        return (a + b) / 2;
    }

    public void fail(RuntimeException failure) {
        throw failure;
    }

    public void empty() {}

    public int loop(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            try {
                if (i % 2 == 0) {
                    continue;
                }
                sum += i;
            } finally {
                sum++;
            }
        }
        synchronized (this) {
            return sum;
        }
    }

    public Object supply(Supplier<Object> supplier) {
        return supplier.get();
    }

    public CompletableFuture<String> later(CompletableFuture<String> future) {
        return future;
    }

    public Flow.Publisher<String> stream(SubmissionPublisher<String> publisher) {
        return publisher::subscribe;
    }

    public Future<String> plainFuture(Future<String> future) {
        return future;
    }

    public Flow.Publisher<String> itself(Flow.Publisher<String> publisher) {
        return publisher;
    }

    @Override
    public Integer run(String input) {
        return input.length();
    }

    public Integer run(String input, int more) {
        return run(input) + more;
    }

    @Inference
    public int marked() {
        return 7;
    }

    public int unmarked() {
        return 8;
    }

    public native int nothingNative();

    /** A nested annotation. */
    public @interface Watched {}

    /** A nested type. */
    @Watched
    public static class Inner {
        public int go() {
            return 1;
        }
    }
}
