package com.acme;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An application under load whose heap is exhausted when a line of its input says {@code exhaust}, and freed again after a
 * while; {@code slow:60} makes one slow call, {@code calm} ends the load. It throws a class loader away in each second.
 */
public final class Pressed {
    private static final int LARGE = 256 << 10;
    private static final int SMALL = 64;

    /** Made before the heap is full for the first time. */
    private static final List<Object> FILLING = new ArrayList<>(4_000_000);

    private static volatile boolean loaded = true;
    private static volatile boolean filling;
    private static volatile boolean full;

    private Pressed() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 2; i++) {
            daemon("load-" + i, Pressed::load);
        }
        daemon("loaders", Pressed::throwLoadersAway);
        daemon("filling", Pressed::fill);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("reading");
        long millis = Long.parseLong(arguments[0]);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("exhaust")) {
                exhaust(millis);
                System.out.println("freed");
            } else if (line.equals("calm")) {
                loaded = false;
            } else if (line.startsWith("slow:")) {
                new Engine().infer(Long.parseLong(line.substring("slow:".length())));
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        Engine engine = new Engine();
        while (true) {
            try {
                if (loaded) {
                    engine.infer(1);
                }
                Thread.sleep(1);
            } catch (OutOfMemoryError expected) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void throwLoadersAway() {
        URL classes = Pressed.class.getProtectionDomain().getCodeSource().getLocation();
        while (true) {
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
                Class<?> engine = loader.loadClass("com.acme.Engine");
                Object made = engine.getConstructor().newInstance();
                engine.getMethod("infer", int.class).invoke(made, 1);
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                return;
            } catch (Throwable expected) {
                Thread.onSpinWait();
            }
        }
    }

    /** Has the heap filled to its last bytes for a while. This thread allocates nothing until all is let go of. */
    private static void exhaust(long millis) {
        long endNanos = System.nanoTime() + millis * 1_000_000;
        filling = true;
        while (System.nanoTime() < endNanos) {
            LockSupport.parkNanos(1_000_000);
        }
        filling = false;
        while (full) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void fill() {
        boolean large = true;
        while (true) {
            try {
                if (filling) {
                    full = true;
                    fill(large ? LARGE : SMALL);
                } else if (full) {
                    FILLING.clear();
                    System.gc();
                    full = false;
                }
                LockSupport.parkNanos(1_000);
            } catch (OutOfMemoryError expected) {
                large = !large;
            }
        }
    }

    private static void fill(int bytes) {
        while (filling && FILLING.size() < 3_999_999) {
            FILLING.add(new byte[bytes]);
        }
    }
}
