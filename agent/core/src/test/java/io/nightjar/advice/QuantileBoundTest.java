package io.nightjar.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.record.Buckets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class QuantileBoundTest {
    private static final int RUNS = 2_000;
    /** The standard normal quantile of 99 %. */
    private static final double NORMAL_99 = 2.3263478740408408;

    @Test
    void shouldNeedAsManyValuesAsTheLargestNeedsToBeABound() {
        assertThat(QuantileBound.leastCount(0.95)).isEqualTo(59);
        assertThat(QuantileBound.leastCount(0.99)).isEqualTo(299);
        assertThat(QuantileBound.leastCount(0.999)).isEqualTo(2_995);
        assertThat(QuantileBound.rank(298, 0.99)).isZero();
        assertThat(QuantileBound.rank(299, 0.99)).isEqualTo(299);
        assertThat(QuantileBound.rank(10_000, 0.99)).isEqualTo(9_917);
    }

    @Test
    void shouldLieAboveTheQuantileOfALogNormalInAlmostAllRuns() {
        coversInAlmostAllRuns(20e6 * Math.exp(0.8 * NORMAL_99), random -> 20e6 * Math.exp(0.8 * random.nextGaussian()));
    }

    @Test
    void shouldLieAboveTheQuantileOfAHeavyTailInAlmostAllRuns() {
        double shape = 1.2;
        coversInAlmostAllRuns(
                5e6 * Math.pow(0.01, -1 / shape), random -> 5e6 * Math.pow(1 - random.nextDouble(), -1 / shape));
    }

    private static void coversInAlmostAllRuns(double quantileNanos, ToDoubleFunction<Random> durations) {
        for (int calls : new int[] {299, 1_000, 5_000}) {
            int covered = 0;
            long[] counts = new long[Buckets.COUNT];
            for (int run = 0; run < RUNS; run++) {
                Random random = new Random(run * 31L + calls);
                Arrays.fill(counts, 0);
                long maxNanos = 0;
                for (int i = 0; i < calls; i++) {
                    long nanos = (long) durations.applyAsDouble(random);
                    counts[Buckets.of(nanos)]++;
                    maxNanos = Math.max(maxNanos, nanos);
                }
                covered += QuantileBound.nanos(counts, maxNanos, 0.99) >= quantileNanos ? 1 : 0;
            }
            assertThat(100.0 * covered / RUNS).as("%s calls", calls).isGreaterThanOrEqualTo(93.5);
        }
    }
}
