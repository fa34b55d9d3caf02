package com.acme;

import java.io.ObjectStreamClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.LogManager;

/** Tells on standard output everything that an application can see of itself; the same with an agent as without. */
public final class Mirror {
    private Mirror() {}

    public static void main(String[] arguments) throws Throwable {
        shape(Engine.class);
        behaviour();
        failures();
        futures();
        surroundings();
    }

    private static void shape(Class<?> type) {
        System.out.println(type.toGenericString() + " " + type.getModifiers() + " "
                + ObjectStreamClass.lookup(type).getSerialVersionUID() + " " + Arrays.toString(type.getInterfaces()));
        sorted(Arrays.stream(type.getDeclaredFields())
                .map(Field::toGenericString)
                .toList());
        sorted(Arrays.stream(type.getDeclaredConstructors())
                .map(Constructor::toGenericString)
                .toList());
        sorted(Arrays.stream(type.getDeclaredMethods())
                .map(Method::toGenericString)
                .toList());
    }

    private static void sorted(List<String> lines) {
        lines.stream().sorted().forEach(System.out::println);
    }

    private static void behaviour() throws Exception {
        Engine engine = new Engine("mirror");
        System.out.println(
                engine.getModel() + engine.infer(21) + engine.infer(5L) + engine.fold(50) + engine.nested(3));
        System.out.println(
                Engine.score(new double[] {1.5, 2.5}, 3L, "label") + " " + Engine.warm((byte) 1, 'c', (short) 2, 0.5f));
        System.out.println(engine.tangled("17") + " " + engine.tangled("seventeen") + " " + engine.best("a", "b"));
    }

    private static void failures() throws Throwable {
        Engine engine = new Engine();
        for (Throwable failure : List.of(
                new IllegalStateException("one"), new Exception("two"), new StackOverflowError(), new ThreadDeath())) {
            try {
                engine.infer(failure);
            } catch (Throwable caught) {
                System.out.println("same " + (caught == failure) + " suppressed " + caught.getSuppressed().length);
            }
        }
        trace(() -> engine.infer(""));
        trace(() -> new Engine(-1));
        trace(() -> engine.infer((Throwable) null));
        try {
            endless(engine, 0);
        } catch (StackOverflowError e) {
            System.out.println("overflow in " + e.getStackTrace()[0].getClassName());
        }
    }

    private static int endless(Engine engine, int depth) {
        return endless(engine, depth + 1) + engine.infer(depth);
    }

    private interface Risky {
        void run() throws Throwable;
    }

    private static void trace(Risky risky) {
        try {
            risky.run();
        } catch (Throwable e) {
            for (StackTraceElement frame : e.getStackTrace()) {
                if (frame.getClassName().startsWith("com.acme")
                        || frame.getClassName().contains("ightjar")) {
                    System.out.println("  at " + frame);
                }
            }
        }
    }

    private static void futures() {
        Engine engine = new Engine();
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> given = engine.submit(work);
        System.out.println("same future " + (given == work) + " cancelled " + given.cancel(true) + work.isCancelled());
        CompletableFuture<String> failing = engine.submit(new CompletableFuture<>());
        failing.completeExceptionally(new IllegalStateException("later"));
        System.out.println("failed " + failing.isCompletedExceptionally());
    }

    private static void surroundings() {
        Map<Object, Object> properties = new TreeMap<>(System.getProperties());
        properties.keySet().removeIf(key -> key.equals("sun.java.command") || key.equals("jdk.debug"));
        properties.forEach((key, value) ->
                System.out.println(key + "=" + String.valueOf(value).strip()));
        System.out.println(Thread.currentThread().getName() + " "
                + Thread.currentThread().getContextClassLoader().getClass());
        System.out.println(Thread.getDefaultUncaughtExceptionHandler());
        System.out.println(LogManager.getLogManager().getClass());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon()) {
                System.out.println("lives on: " + thread.getName());
            }
        }
    }
}
