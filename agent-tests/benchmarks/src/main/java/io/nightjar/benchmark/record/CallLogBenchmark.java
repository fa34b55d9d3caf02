package io.nightjar.benchmark.record;

import io.nightjar.calls.CallLog;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One call recorded and left for the file of {@code log.calls}, beside the same call recorded alone: the difference is what the
 * calling thread pays. A pause of some microseconds stands between calls, as a model's work does, so that the queue has room.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Threads(1)
public class CallLogBenchmark {
    private static final int WORK = 2_000;
    private static final long LAST_NANOS = 2_000_000_000L;

    private final CallRecorder bare = CallRecorder.create(NanoClock.SYSTEM);
    private final CallRecorder logged = CallRecorder.create(NanoClock.SYSTEM);
    private final int operation = bare.operation(OperationSpec.of("Engine.infer", "engine"));
    private Path file;
    private CallLog calls;

    @Setup
    public void start() throws IOException {
        logged.operation(OperationSpec.of("Engine.infer", "engine"));
        file = Files.createTempDirectory("nightjar-calls").resolve("calls.csv");
        calls = CallLog.start(
                logged,
                file,
                new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT),
                NanoClock.SYSTEM,
                InstantSource.system());
        logged.end(operation, logged.start(operation), null);
        calls.run();
    }

    @TearDown
    public void stop() throws IOException {
        calls.close(LAST_NANOS);
        calls.run();
        try (var files = Files.list(file.getParent())) {
            for (Path written : files.toList()) {
                Files.delete(written);
            }
        }
        Files.delete(file.getParent());
    }

    @Benchmark
    public void workAlone() {
        Blackhole.consumeCPU(WORK);
    }

    @Benchmark
    public void recorded() {
        long startNanos = bare.start(operation);
        Blackhole.consumeCPU(WORK);
        bare.end(operation, startNanos, null);
    }

    @Benchmark
    public void recordedAndWritten() {
        long startNanos = logged.start(operation);
        Blackhole.consumeCPU(WORK);
        logged.end(operation, startNanos, null);
    }

    /** Without a pause: most calls find the queue full and are dropped. */
    @Benchmark
    public void recordedWithoutAPause() {
        bare.end(operation, bare.start(operation), null);
    }

    /** As {@link #recordedWithoutAPause}, with the file. */
    @Benchmark
    public void recordedAndDropped() {
        logged.end(operation, logged.start(operation), null);
    }
}
