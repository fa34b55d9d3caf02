package io.nightjar.benchmark;

import io.nightjar.benchmark.stream.StreamBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What calls cost that go on after they return, and single chunks, with the packaged agent and without, on every JDK. */
final class StreamSuite {
    private static final double CALL_NANOS = 1_000;
    private static final double CALL_BYTES = 100;
    private static final double OTHER_LIBRARY_NANOS = 300;
    private static final double OTHER_LIBRARY_BYTES = 160;
    /** Less than any object has: what the profiler counts of threads that are none of the benchmark's. */
    private static final double STRAY_BYTES = 0.5;

    private static final double CHUNK_NANOS = 60;
    private static final double LEAST_WATCHED_NANOS = 5;
    private static final List<String> BENCHMARKS = List.of(
            "futureCompleted",
            "futureCompletedLater",
            "guavaCompletedLater",
            "vertxCompletedLater",
            "scalaCompletedLater",
            "coroutineResumed",
            "callback",
            "callbackWithAChunk",
            "streamRead",
            "iterator",
            "publisher",
            "lazySingle",
            "lazyFlowable",
            "lazyUni",
            "lazyMulti",
            "lazyFlow",
            "callbackChunk",
            "streamReadChunk",
            "iteratorChunk",
            "publisherChunk");
    private static final String PRESET = """
            packages = io.nightjar.benchmark.stream
            layer = engine
            future.match = io.nightjar.benchmark.stream.Model#now, io.nightjar.benchmark.stream.Model#later,
                io.nightjar.benchmark.stream.Model#guava, io.nightjar.benchmark.stream.Model#vertx,
                io.nightjar.benchmark.stream.Model#scala
            suspend.match = io.nightjar.benchmark.stream.Model#suspend
            chat.match = io.nightjar.benchmark.stream.Model#chat
            chat.complete = callback
            read.match = io.nightjar.benchmark.stream.Model#read
            read.complete = iterator
            iterate.match = io.nightjar.benchmark.stream.Model#iterate
            iterate.complete = iterator
            publish.match = io.nightjar.benchmark.stream.Model#publish
            lazy.match = io.nightjar.benchmark.stream.Model#single, io.nightjar.benchmark.stream.Model#flowable, \
            io.nightjar.benchmark.stream.Model#uni, io.nightjar.benchmark.stream.Model#multi, \
            io.nightjar.benchmark.stream.Model#flow
            follow.handler.type = io.nightjar.benchmark.stream.Handler
            follow.handler.chunk = onPart
            follow.handler.complete = onDone
            follow.handler.error = onError
            follow.answer.type = io.nightjar.benchmark.stream.Answer
            follow.answer.next = next()
            follow.answer.more = hasNext()
            """;

    /** A line of the result. */
    record Row(
            int feature, String benchmark, double bareNanos, double wovenNanos, double bareBytes, double wovenBytes) {
        double overNanos() {
            return wovenNanos - bareNanos;
        }

        double overBytes() {
            return wovenBytes - bareBytes;
        }
    }

    /** Time and bytes of one operation. */
    private record Figure(double nanos, double bytes) {}

    private final Path jsonDirectory;
    private final Path nightjar;

    StreamSuite(Path jsonDirectory, Path nightjar) {
        this.jsonDirectory = jsonDirectory;
        this.nightjar = nightjar;
    }

    /** What a line must keep: a chunk, and a call by a future, a callback or a subscription to a library's own type. */
    static Limit[] limits(Row row) {
        if (row.benchmark().endsWith("Chunk") && !row.benchmark().contains("With")) {
            return new Limit[] {
                new Limit("ns over", row.overNanos(), CHUNK_NANOS), BenchmarkReport.noBytes(row.overBytes())
            };
        }
        String benchmark = row.benchmark();
        boolean ofOtherFuture = benchmark.endsWith("CompletedLater") && !benchmark.startsWith("future");
        if (ofOtherFuture || benchmark.startsWith("lazy") || benchmark.startsWith("coroutine")) {
            return new Limit[] {
                new Limit("ns over", row.overNanos(), OTHER_LIBRARY_NANOS),
                new Limit("B over", row.overBytes(), OTHER_LIBRARY_BYTES + STRAY_BYTES)
            };
        }
        boolean limited =
                row.benchmark().startsWith("future") || row.benchmark().startsWith("callback");
        return limited
                ? new Limit[] {
                    new Limit("ns over", row.overNanos(), CALL_NANOS), new Limit("B over", row.overBytes(), CALL_BYTES)
                }
                : new Limit[0];
    }

    void run(List<Jdk> jdks, RowListener<Row> listener) throws IOException, RunnerException {
        Path configuration = configuration();
        Forks.withoutTheAgentsClasses(() -> {
            for (Jdk jdk : jdks) {
                for (String benchmark : BENCHMARKS) {
                    Figure bare = run(jdk, benchmark, "bare");
                    Figure woven = run(jdk, benchmark, "woven", "-javaagent:" + nightjar + "=" + configuration);
                    refuseIfNotWatched(jdk, benchmark, bare, woven);
                    listener.reached(new Row(
                            jdk.feature(), benchmark, bare.nanos(), woven.nanos(), bare.bytes(), woven.bytes()));
                }
            }
        });
    }

    private Path configuration() throws IOException {
        Path directory = Files.createDirectories(jsonDirectory.resolve("streams"));
        Files.writeString(directory.resolve("benchmark.preset"), PRESET);
        return Files.writeString(directory.resolve("nightjar.properties"), "watch = benchmark\nlog.level = warn\n");
    }

    private static void refuseIfNotWatched(Jdk jdk, String benchmark, Figure bare, Figure woven) {
        if (woven.nanos() - bare.nanos() < LEAST_WATCHED_NANOS) {
            throw new IllegalStateException(benchmark + " was not woven on " + jdk.feature());
        }
    }

    private Figure run(Jdk jdk, String benchmark, String variant, String... jvmOptions) throws RunnerException {
        String name = "stream-" + jdk.feature() + "-" + benchmark + "-" + variant;
        RunResult result = new Runner(new OptionsBuilder()
                        .include(StreamBenchmark.class.getName() + "\\." + benchmark + "$")
                        .jvm(jdk.java())
                        .jvmArgs(jvmOptions)
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.milliseconds(300))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(300))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .resultFormat(ResultFormatType.JSON)
                        .result(jsonDirectory.resolve(name + ".json").toString())
                        .output(jsonDirectory.resolve(name + ".log").toString())
                        .build())
                .run()
                .iterator()
                .next();
        return new Figure(
                result.getPrimaryResult().getScore(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}
