package io.nightjar.benchmark.detection;

import com.amazon.randomcutforest.RandomCutForest;
import io.nightjar.learn.FalseAlarms;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.OperationModel;
import io.nightjar.learn.Signal;
import io.nightjar.record.Totals;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A tick of a thousand operations, a series' share of it: six series each, which all have calls in every tick. Beside it, what a random
 * cut forest needs for one figure of one series.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ModelBenchmark {
    private static final int OPERATIONS = 1_000;
    private static final int SIGNALS = 6;
    private static final int SECONDS = 1_024;
    private static final int WARM = 900;
    private static final double CALLS_A_SECOND = 20;
    private static final int TREES = 50;
    private static final int SAMPLES = 256;
    private static final int SHINGLE = 4;

    private final long[][] seconds = new long[SECONDS][Totals.COUNT];
    private final double[] evidence = new double[Signal.values().length];
    private final OperationModel[] models = new OperationModel[OPERATIONS];
    private final long[][] totals = new long[OPERATIONS][Totals.COUNT];
    private final float[] point = new float[1];
    private @Nullable RandomCutForest forest;
    private int tick;

    /** Lets all have seen a quarter of an hour. */
    @Setup
    public void warm() {
        Traffic traffic = new LogNormalTraffic(CALLS_A_SECOND, 1);
        Second second = new Second();
        for (long[] one : seconds) {
            traffic.next(second, Incident.NONE);
            second.addTo(one);
        }
        FalseAlarms.evidence(1, OPERATIONS * SIGNALS, evidence);
        LearnSettings settings = new LearnSettings(EnumSet.complementOf(EnumSet.of(Signal.MEMORY)), 1, WARM);
        for (int i = 0; i < OPERATIONS; i++) {
            models[i] = new OperationModel(settings);
        }
        forest = RandomCutForest.builder()
                .dimensions(SHINGLE)
                .shingleSize(SHINGLE)
                .internalShinglingEnabled(true)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLES)
                .randomSeed(1)
                .build();
        for (int i = 0; i < WARM; i++) {
            operations();
            forest();
        }
    }

    /** Six series of each. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS * SIGNALS)
    public OperationModel operations() {
        tick++;
        for (int i = 0; i < OPERATIONS; i++) {
            long[] more = seconds[(tick + i) % SECONDS];
            long[] sums = totals[i];
            for (int j = 0; j < Totals.COUNT; j++) {
                sums[j] += more[j];
            }
            models[i].look(sums, tick, 0, evidence);
        }
        return models[0];
    }

    /** One series. */
    @Benchmark
    public double forest() {
        long[] more = seconds[tick++ % SECONDS];
        point[0] = more[Totals.DURATION_LOGS] / (float) Math.max(1, more[Totals.CALLS]);
        RandomCutForest one = forest;
        if (one == null) {
            throw new IllegalStateException("no forest");
        }
        double score = one.getAnomalyScore(point);
        one.update(point);
        return score;
    }
}
