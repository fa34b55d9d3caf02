package io.nightjar.benchmark.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.nightjar.rule.Evaluation;
import io.nightjar.rule.Expression;
import io.nightjar.rule.ExpressionException;
import io.nightjar.rule.Term;
import io.nightjar.rule.TermSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.MapContext;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A rule of three terms, all of which are looked at because all hold, beside the same in other languages. These are given their
 * numbers as they take them fastest: boxed already, in a map of variables.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpressionBenchmark {
    /** Milliseconds, a share, and calls a second; not constants, as the compiler would compute what holds. */
    public double p95 = 400;

    public double errorRate = 0.1;
    public double rate = 5;

    private @Nullable Evaluation evaluation;
    private @Nullable JexlExpression jexlExpression;
    private @Nullable JexlContext jexlContext;
    private CelRuntime.@Nullable Program celProgram;
    private CelRuntime.@Nullable Program plannedProgram;
    private final Map<String, Object> variables = new HashMap<>();

    /** Reads the rule in each language, and lets it hold once. */
    @Setup
    public void read() throws ExpressionException, CelValidationException, CelEvaluationException {
        evaluation = Expression.parse("p95(a) > 300ms and error_rate(a) > 5% and rate(a) > 2/s")
                .bind(this::reading);
        variables.put("p95", p95);
        variables.put("error_rate", errorRate);
        variables.put("rate", rate);
        String rule = "p95 > 300.0 && error_rate > 0.05 && rate > 2.0";
        jexlExpression = new JexlBuilder().create().createExpression(rule);
        jexlContext = new MapContext(variables);
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("p95", SimpleType.DOUBLE)
                .addVar("error_rate", SimpleType.DOUBLE)
                .addVar("rate", SimpleType.DOUBLE)
                .build();
        CelAbstractSyntaxTree tree = compiler.compile(rule).getAst();
        celProgram = CelRuntimeFactory.standardCelRuntimeBuilder().build().createProgram(tree);
        plannedProgram = CelRuntimeFactory.plannerRuntimeBuilder().build().createProgram(tree);
        if (!rule()
                || !Boolean.TRUE.equals(jexl())
                || !Boolean.TRUE.equals(cel())
                || !Boolean.TRUE.equals(celPlanned())) {
            throw new IllegalStateException("the rule does not hold");
        }
    }

    private TermSource.Reading reading(Term term) {
        return switch (((Term.OfCalls) term).figure()) {
            case P95 -> () -> p95;
            case ERROR_RATE -> () -> errorRate;
            default -> () -> rate;
        };
    }

    @Benchmark
    public boolean rule() {
        return evaluation.holds();
    }

    @Benchmark
    public Object jexl() {
        return jexlExpression.evaluate(jexlContext);
    }

    @Benchmark
    public Object cel() throws CelEvaluationException {
        return celProgram.eval(variables);
    }

    /** By its newer interpreter. */
    @Benchmark
    public Object celPlanned() throws CelEvaluationException {
        return plannedProgram.eval(variables);
    }
}
