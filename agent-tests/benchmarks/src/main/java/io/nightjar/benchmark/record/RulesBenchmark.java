package io.nightjar.benchmark.record;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.rule.Evaluation;
import io.nightjar.rule.Expression;
import io.nightjar.rule.ExpressionException;
import io.nightjar.rule.reading.DefaultWindows;
import io.nightjar.rule.reading.MachineFigures;
import io.nightjar.rule.reading.TermReadings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A tick of 1,000 rules of three terms over 100 operations: what is read, and whether each holds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class RulesBenchmark {
    private static final int OPERATIONS = 100;
    private static final int RULES = 1_000;
    private static final int WINDOWS = 10;
    private static final long SECOND_NANOS = 1_000_000_000;

    /** How many of the operations are called between two ticks, each 20 times. */
    @Param({"0", "100"})
    int busy;

    private long nowNanos;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos);
    private final TermReadings readings = new TermReadings(recorder, new Unknown(), new Minute(), 0);
    private final Evaluation[] rules = new Evaluation[RULES];
    private int calls;

    @Setup
    public void bind() throws ExpressionException {
        readings.rebinding(new Minute());
        for (int i = 0; i < RULES; i++) {
            String operation = "(operation" + i % OPERATIONS + ", " + (i / OPERATIONS % WINDOWS + 1) + "m)";
            rules[i] = Expression.parse("p95" + operation + " > 900ms and error_rate" + operation + " > 5% or rate"
                            + operation + " > 1000/s")
                    .bind(readings);
        }
        readings.rebound();
        for (int i = 0; i < OPERATIONS; i++) {
            call(recorder.operation(OperationSpec.of("operation" + i, "engine")));
        }
        for (int tick = 0; tick < 1_200; tick++) {
            tickOfAThousandRules();
        }
    }

    @Benchmark
    public int callsAlone() {
        nowNanos += SECOND_NANOS;
        callAll();
        return calls;
    }

    @Benchmark
    public int tickOfAThousandRules() {
        nowNanos += SECOND_NANOS;
        callAll();
        readings.refresh(nowNanos);
        int holding = 0;
        for (Evaluation rule : rules) {
            holding += rule.holds() ? 1 : 0;
        }
        return holding;
    }

    private void callAll() {
        for (int id = 0; id < busy; id++) {
            for (int i = 0; i < 20; i++) {
                call(id);
            }
        }
    }

    private void call(int id) {
        long nanos = 1_000_000L + (calls++ * 7_919L & 0xFFFFFFL);
        recorder.started(id, nowNanos - nanos);
        recorder.ended(id, nowNanos - nanos, nowNanos, null);
    }

    static final class Minute implements DefaultWindows {
        @Override
        public Duration ofOperation(String operation) {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration ofSeveral() {
            return Duration.ofMinutes(1);
        }
    }

    static final class Unknown implements MachineFigures {
        @Override
        public double memoryPercent(String kind) {
            return Double.NaN;
        }

        @Override
        public double cpuPercent() {
            return Double.NaN;
        }

        @Override
        public double gpuUtilizationPercent() {
            return Double.NaN;
        }

        @Override
        public double pauseMillisBetween(long startNanos, long endNanos) {
            return Double.NaN;
        }
    }
}
