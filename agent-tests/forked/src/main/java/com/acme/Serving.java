package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A shop's models, each called by a thread of its own, one call after the other. How many milliseconds a call takes stands in a
 * properties file, by the name of the method, and is read anew for each call. It ends with its standard input.
 */
public final class Serving {
    private static final long PAUSE_MILLIS = 50;

    private final Path speeds;

    private Serving(Path speeds) {
        this.speeds = speeds;
    }

    public static void main(String[] arguments) throws Exception {
        Serving serving = new Serving(Path.of(arguments[0]));
        start("embed", serving::embed, serving);
        start("rank", serving::rank, serving);
        start("generate", serving::generate, serving);
        System.out.println("serving");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    public void embed(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    public void rank(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    public void generate(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    private interface Model {
        void call(long millis) throws InterruptedException;
    }

    private static void start(String name, Model model, Serving serving) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            model.call(serving.millis(name));
                            Thread.sleep(PAUSE_MILLIS);
                        }
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private long millis(String name) throws IOException {
        Properties all = new Properties();
        try (InputStream in = Files.newInputStream(speeds)) {
            all.load(in);
        }
        return Long.parseLong(all.getProperty(name, "0"));
    }
}
