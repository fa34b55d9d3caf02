package com.acme.spark;

import com.acme.apps.Waiting;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Two applications of Spark's in one JVM, one after the other, each with a jar that its executor loads child-first. */
public final class SparkApp {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final Set<String> LOADERS = ConcurrentHashMap.newKeySet();

    private SparkApp() {}

    /** Takes the jar of the job. */
    public static void main(String[] arguments) throws Exception {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        Path jar = Path.of(arguments[0]);
        for (String name : List.of("nightly", "hourly")) {
            try (URLClassLoader driver =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, own)) {
                Thread.currentThread().setContextClassLoader(driver);
                run(name, jar, driver);
            } finally {
                Thread.currentThread().setContextClassLoader(own);
            }
            System.out.println(CALLS.getAndSet(0) + " calls in " + LOADERS);
        }
        Waiting.untilTold();
        System.exit(3);
    }

    @SuppressWarnings("unchecked")
    private static void run(String name, Path jar, ClassLoader driver) throws Exception {
        // Two threads, and two attempts for each task.
        SparkSession session = SparkSession.builder()
                .master("local[2,2]")
                .appName(name)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.userClassPathFirst", "true")
                .config("spark.jars", jar.toString())
                .config("spark.log.level", "ERROR")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config(
                        "spark.sql.warehouse.dir",
                        jar.resolveSibling("warehouse").toString())
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        try {
            session.sparkContext().setLocalProperty("mdc.job", name);
            var job = (Function<SparkSession, String[]>)
                    driver.loadClass("com.acme.scoring.Job").getConstructor().newInstance();
            Arrays.stream(job.apply(session)).forEach(System.out::println);
        } finally {
            session.stop();
            SparkSession.clearActiveSession();
            SparkSession.clearDefaultSession();
        }
    }

    /** Told of each call by the engine's caller. */
    public static void calls(ClassLoader engine) {
        CALLS.incrementAndGet();
        LOADERS.add(engine.getClass().getSimpleName());
    }
}
