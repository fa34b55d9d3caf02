package io.nightjar.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One call of a trivial method, as the JVM's options have it woven, and the clock that any such weave must read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    private final Engine engine = new Engine();
    private final Engine.Method method = new Engine.Method("acme.users.UserService/Find");

    /** The method under whatever agent the JVM was started with. */
    @Benchmark
    public int call() {
        return engine.infer(1);
    }

    /** A call of a service that is no model. */
    @Benchmark
    public int send() {
        return engine.send(1, method);
    }

    /** Two readings of the clock around the same method: the floor. */
    @Benchmark
    public long callBetweenTwoNanoTimes() {
        long startNanos = System.nanoTime();
        int result = engine.infer(1);
        return System.nanoTime() - startNanos + result;
    }
}
