package com.acme;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;

/**
 * Makes class loaders: {@code throw:500} that are used and thrown away one after the other, {@code crowd:8} threads that
 * load the same classes at the same time, through a loader of all and through loaders of their own; {@code wait} for the
 * end of the input.
 */
public final class Loaders {
    private static final int ROUNDS = 50;

    private Loaders() {}

    public static void main(String[] arguments) throws Exception {
        for (String argument : arguments) {
            String[] step = argument.split(":", 2);
            switch (step[0]) {
                case "throw" -> throwAway(Integer.parseInt(step[1]));
                case "crowd" -> crowd(Integer.parseInt(step[1]));
                case "wait" -> await();
                default -> throw new IllegalArgumentException(argument);
            }
        }
    }

    private static void throwAway(int count) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClassLoader loader = loader();
            use(loader, i);
            loaders.add(new WeakReference<>(loader));
        }
        System.out.println(count + " loaders used");
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (alive(loaders) > 0 && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(50);
        }
        System.out.println(alive(loaders) + " of " + count + " loaders are still there, "
                + (ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount() >= 4L * count ? "all" : "not all")
                + " of their classes have gone");
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    }

    private static void crowd(int threads) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier barrier = new CyclicBarrier(threads);
        ClassLoader[] shared = new ClassLoader[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            shared[i] = loader();
        }
        List<Future<Integer>> sums = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            sums.add(executor.submit(() -> {
                int sum = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    barrier.await();
                    sum += use(shared[round], round);
                    sum += use(loader(), round);
                }
                return sum;
            }));
        }
        int sum = 0;
        for (Future<Integer> each : sums) {
            sum += each.get();
        }
        executor.shutdown();
        System.out.println("crowd of " + threads + ": " + sum);
    }

    private static ClassLoader loader() {
        URL here = Loaders.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader());
    }

    private static int use(ClassLoader loader, int number) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("com.acme.Plugin");
        return ((IntUnaryOperator) type.getConstructor().newInstance()).applyAsInt(number);
    }

    private static void await() throws IOException {
        System.out.println("waiting");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
