package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.Cases;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyPropertyTest {
    private static final double ALLOWED = 0.02;

    @Test
    void shouldBeWithinTwoPercentOfTheOracleWhenDurationsAreInRange() {
        Cases.check(150, random -> {
            CallRecorder recorder = CallRecorder.create(System::nanoTime, 2);
            int id = recorder.operation(OperationSpec.of("op", "engine"));
            Histogram oracle = new Histogram(1_000, Buckets.HIGHEST_NANOS, 4);
            int calls = 1 + random.nextInt(5_000);
            int shape = random.nextInt(4);
            for (int i = 0; i < calls; i++) {
                long nanos = duration(random, shape);
                recorder.started(id, 0);
                recorder.ended(id, 0, nanos, null);
                oracle.recordValue(nanos);
            }

            LatencySummary summary = recorder.snapshot(id).latency().orElseThrow();
            assertThat((double) summary.p50Nanos()).isCloseTo(oracle.getValueAtPercentile(50), near(oracle, 50));
            assertThat((double) summary.p95Nanos()).isCloseTo(oracle.getValueAtPercentile(95), near(oracle, 95));
            assertThat((double) summary.p99Nanos()).isCloseTo(oracle.getValueAtPercentile(99), near(oracle, 99));
            assertThat((double) summary.maxNanos()).isCloseTo(oracle.getMaxValue(), near(oracle, 100));
        });
    }

    @Test
    void shouldStandForEveryDurationOfItsBucketWhenInRange() {
        Cases.check(500, random -> {
            long nanos = duration(random, 0);
            double midpoint = Buckets.midpointNanos(Buckets.of(nanos));
            assertThat(midpoint).isCloseTo(nanos, within(nanos / 64.0 + 1));
        });
        assertThat(Buckets.of(Buckets.LOWEST_NANOS)).isEqualTo(Buckets.BELOW + 1);
        assertThat(Buckets.of(Buckets.HIGHEST_NANOS)).isEqualTo(Buckets.ABOVE - 1);
    }

    @Test
    void shouldClampAndCountWhenDurationsAreOutOfRange() {
        CallRecorder recorder = CallRecorder.create(System::nanoTime, 2);
        int id = recorder.operation(OperationSpec.of("op", "engine"));
        for (long nanos : new long[] {-5, 0, 999, 3_600_000_000_001L, Long.MAX_VALUE}) {
            recorder.ended(id, 0, nanos, null);
        }

        OperationSnapshot snapshot = recorder.snapshot(id);

        assertThat(snapshot.belowRange()).isEqualTo(3);
        assertThat(snapshot.aboveRange()).isEqualTo(2);
        assertThat(snapshot.latency().orElseThrow().p50Nanos()).isEqualTo(Buckets.LOWEST_NANOS);
        assertThat(snapshot.latency().orElseThrow().p99Nanos()).isEqualTo(Buckets.HIGHEST_NANOS);
    }

    private static Offset<Double> near(Histogram oracle, double percentile) {
        return within(oracle.getValueAtPercentile(percentile) * ALLOWED);
    }

    private static long duration(Random random, int shape) {
        return switch (shape) {
            case 0 -> (long) Math.exp(Math.log(1_000) + random.nextDouble() * Math.log(3.6e9));
            case 1 -> 1_000 + random.nextInt(100_000_000);
            case 2 -> 1_000 + (long) Math.abs(random.nextGaussian() * 1e9);
            default -> random.nextInt(100) == 0 ? 5_000_000_000L : 2_000_000 + random.nextInt(1_000);
        };
    }
}
