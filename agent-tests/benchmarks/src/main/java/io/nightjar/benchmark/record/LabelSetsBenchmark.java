package io.nightjar.benchmark.record;

import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.rule.Evaluation;
import io.nightjar.rule.Expression;
import io.nightjar.rule.ExpressionException;
import io.nightjar.rule.reading.TermReadings;
import java.util.Map;
import java.util.OptionalLong;
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

/** A tick over rules that look at label sets; ten times as many are to take no more than ten times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LabelSetsBenchmark {
    private static final int OPERATIONS = 100;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long CALL_NANOS = 3_000_000;

    @Param({"1000", "10000"})
    int labelSets;

    private long nowNanos;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos);
    private final TermReadings readings =
            new TermReadings(recorder, new RulesBenchmark.Unknown(), new RulesBenchmark.Minute(), 0);
    private final Evaluation[] rules = new Evaluation[OPERATIONS];
    private CallDetails[] details;

    @Setup
    public void bind() throws ExpressionException {
        details = new CallDetails[labelSets / OPERATIONS];
        for (int i = 0; i < details.length; i++) {
            OptionalLong none = OptionalLong.empty();
            details[i] = new CallDetails(Map.of("model", "m" + i), none, none, none, none);
        }
        readings.rebinding(new RulesBenchmark.Minute());
        for (int i = 0; i < OPERATIONS; i++) {
            recorder.operation(OperationSpec.of("operation" + i, "engine"));
            rules[i] = Expression.parse("error_rate(operation" + i + "{model=\"m*\"}) > 5%")
                    .bind(readings);
        }
        readings.rebound();
        for (int tick = 0; tick < 100; tick++) {
            tickWhereEachIsCalled();
        }
    }

    /** To be taken away from {@link #tickWhereEachIsCalled}. */
    @Benchmark
    public void callsAlone() {
        nowNanos += SECOND_NANOS;
        callEach();
    }

    @Benchmark
    public int tickWhereEachIsCalled() {
        callEach();
        return tickAtRest();
    }

    @Benchmark
    public int tickAtRest() {
        nowNanos += SECOND_NANOS;
        readings.refresh(nowNanos);
        int holding = 0;
        for (Evaluation rule : rules) {
            holding += rule.holds() ? 1 : 0;
        }
        return holding;
    }

    private void callEach() {
        for (int id = 0; id < OPERATIONS; id++) {
            for (CallDetails each : details) {
                recorder.started(id, nowNanos - CALL_NANOS);
                recorder.ended(id, nowNanos - CALL_NANOS, nowNanos, null, each);
            }
        }
    }
}
