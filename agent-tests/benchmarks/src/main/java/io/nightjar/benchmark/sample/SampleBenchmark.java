package io.nightjar.benchmark.sample;

import io.nightjar.config.SamplingSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.Sampler;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
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
import org.openjdk.jmh.annotations.Warmup;

/** A steady sample of this machine, and what a latency alert asks of the collector's pauses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SampleBenchmark {
    private Sampler sampler;

    /** Opens every file and bean. */
    @Setup
    public void open() {
        sampler = Sampler.create(
                new SamplingSettings(Duration.ofSeconds(5), Set.of(), List.of(), null),
                new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT),
                NanoClock.SYSTEM);
        sampler.sample();
    }

    @TearDown
    public void close() {
        sampler.close();
    }

    /** Container, host, process and JVM; with a GPU what its own thread has published. */
    @Benchmark
    public ResourceSnapshot steadySample() {
        return sampler.sample();
    }

    /** Pauses that overlap one second. */
    @Benchmark
    public OptionalDouble pausesOverlapping() {
        long now = System.nanoTime();
        return sampler.pauseMillisBetween(now - 1_000_000_000L, now);
    }
}
