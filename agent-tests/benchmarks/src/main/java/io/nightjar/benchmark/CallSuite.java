package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What one woven call costs, on every JDK, with one thread and with two. */
final class CallSuite {
    private static final double LEAST_WATCHED_NANOS = 10;

    /** A line of the result. */
    record Row(int feature, String variant, int threads, double nanos, double errorNanos, double bytes) {}

    private final Path jsonDirectory;
    private final int forks;

    CallSuite(Path jsonDirectory, int forks) {
        this.jsonDirectory = jsonDirectory;
        this.forks = forks;
    }

    void run(List<Jdk> jdks, List<Variant> variants, RowListener<Row> listener) throws IOException, RunnerException {
        Files.createDirectories(jsonDirectory);
        Forks.withoutTheAgentsClasses(() -> runAll(jdks, variants, listener));
    }

    private void runAll(List<Jdk> jdks, List<Variant> variants, RowListener<Row> listener)
            throws IOException, RunnerException {
        for (Jdk jdk : jdks) {
            for (int threads = 1; threads <= 2; threads++) {
                for (Variant variant : variants) {
                    if (variant.oldestFeature() <= jdk.feature()) {
                        listener.reached(run(jdk, variant, threads));
                    }
                }
            }
        }
    }

    /** A watched call that costs less than reading the clock was not watched: then the figures are worth nothing. */
    private static void refuseIfNotWatched(Variant variant, double nanos, String name) {
        if (variant.name().equals(Variant.NIGHTJAR) && nanos < LEAST_WATCHED_NANOS) {
            throw new IllegalStateException("the method was not woven: see " + name + ".log");
        }
    }

    private Row run(Jdk jdk, Variant variant, int threads) throws RunnerException {
        String name =
                "call-" + jdk.feature() + "-" + threads + "-" + variant.name().replaceAll("[^A-Za-z]+", "-");
        Options options = new OptionsBuilder()
                .include(CallBenchmark.class.getName() + "\\." + variant.benchmark() + "$")
                .jvm(jdk.java())
                .jvmArgs(variant.jvmOptions().toArray(String[]::new))
                .threads(threads)
                .forks(forks)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(4)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(jsonDirectory.resolve(name + ".json").toString())
                .output(jsonDirectory.resolve(name + ".log").toString())
                .build();
        Collection<RunResult> results = new Runner(options).run();
        RunResult result = results.iterator().next();
        Result<?> primary = result.getPrimaryResult();
        refuseIfNotWatched(variant, primary.getScore(), name);
        double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        return new Row(jdk.feature(), variant.name(), threads, primary.getScore(), primary.getScoreError(), bytes);
    }
}
