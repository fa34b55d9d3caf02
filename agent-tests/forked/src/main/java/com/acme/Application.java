package com.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An application that does what its arguments say, one after the other: {@code calls:20}, {@code slow:300},
 * {@code fail:5}, {@code steady:3000}, {@code hang}, {@code sleep:500}, {@code grow:64}, {@code say:text}, {@code err:file}, {@code read}, {@code exit:3},
 * {@code throw}, {@code worker:300}, {@code crowd:8}, {@code fold:9},
 * {@code threads}, {@code virtual:50}, {@code flood:50}, {@code ebb}.
 */
public final class Application {
    private static final List<byte[]> GROWN = new ArrayList<>();
    private final Engine engine = new Engine();
    private final CountDownLatch gate = new CountDownLatch(1);
    private ExecutorService flooding;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in));

    private Application() {}

    public static void main(String[] arguments) throws Exception {
        Application application = new Application();
        for (String argument : arguments) {
            String[] step = argument.split(":", 2);
            application.run(step[0], step.length > 1 ? step[1] : "");
        }
    }

    private void run(String verb, String value) throws Exception {
        switch (verb) {
            case "calls" -> calls(Integer.parseInt(value));
            case "slow" -> engine.infer(Long.parseLong(value));
            case "fail" -> fail(Integer.parseInt(value));
            case "steady" -> steady(Long.parseLong(value));
            case "hang" -> hang();
            case "sleep" -> Thread.sleep(Long.parseLong(value));
            case "grow" -> GROWN.add(new byte[Integer.parseInt(value) << 20]);
            case "say" -> System.out.println(value);
            case "read" -> read();
            case "err" -> System.setErr(new PrintStream(value, StandardCharsets.UTF_8));
            case "exit" -> System.exit(Integer.parseInt(value));
            case "throw" -> throw new IllegalStateException("the application's own end");
            case "worker" -> new Thread(() -> work(Long.parseLong(value)), "worker").start();
            case "fold" -> System.out.println("folded " + engine.fold(Integer.parseInt(value)));
            case "threads" -> threads();
            case "virtual" -> virtual(Integer.parseInt(value));
            case "flood" -> flood(Integer.parseInt(value));
            case "ebb" -> ebb();
            case "crowd" -> crowd(Integer.parseInt(value));
            default -> throw new IllegalArgumentException(verb);
        }
    }

    /** Does what the lines of standard input say, until one says {@code go} or the input ends. */
    private void read() throws Exception {
        System.out.println("reading");
        String line = in.readLine();
        while (line != null && !line.equals("go")) {
            String[] step = line.split(":", 2);
            run(step[0], step.length > 1 ? step[1] : "");
            line = in.readLine();
        }
    }

    private void calls(int count) throws IOException {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += engine.infer(i);
        }
        System.out.println("sum " + sum);
    }

    private void fail(int count) {
        int failed = 0;
        for (int i = 0; i < count; i++) {
            try {
                engine.infer("");
            } catch (StringIndexOutOfBoundsException e) {
                failed++;
            }
        }
        System.out.println("failed " + failed);
    }

    /** A call every 10 ms or so for a while. */
    private void steady(long millis) throws InterruptedException {
        long endNanos = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < endNanos) {
            engine.infer(1);
            Thread.sleep(10);
        }
    }

    private void hang() {
        Thread thread = new Thread(
                () -> {
                    try {
                        engine.hang(new CountDownLatch(1));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "hanging");
        thread.setDaemon(true);
        thread.start();
    }

    private static void work(long millis) {
        try {
            new Engine().infer(millis);
            System.out.println("worker done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls on virtual threads, which this language level can only reach by name. */
    private void virtual(int count) throws Exception {
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(threads.submit(() -> engine.infer(60L)));
        }
        for (Future<String> answer : answers) {
            answer.get();
        }
        threads.shutdown();
        System.out.println(count + " virtual threads have ended");
    }

    /** Calls on virtual threads that all go on until {@link #ebb}. */
    private void flood(int count) throws Exception {
        flooding = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < count; i++) {
            flooding.submit(() -> engine.hang(gate));
        }
    }

    private void ebb() throws InterruptedException {
        gate.countDown();
        flooding.shutdown();
        System.out.println("ebbed " + flooding.awaitTermination(30, TimeUnit.SECONDS));
    }

    private static void threads() {
        List<String> names = new ArrayList<>();
        Thread.getAllStackTraces()
                .keySet()
                .forEach(thread -> names.add(thread.getName().replace(' ', '_')));
        System.out.println("threads: " + String.join(" ", names));
    }

    /** Threads that come and go, each making a thousand calls of which every tenth fails. */
    private void crowd(int count) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                for (int call = 0; call < 1_000; call++) {
                    if (call % 10 == 0) {
                        failOnce();
                    } else {
                        engine.infer(call);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("crowd of " + count + " has gone");
    }

    private void failOnce() {
        try {
            engine.infer("");
        } catch (StringIndexOutOfBoundsException expected) {
            Thread.onSpinWait();
        }
    }
}
