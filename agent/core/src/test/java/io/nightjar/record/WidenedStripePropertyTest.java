package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stripe counts only some durations, and others once they come. */
class WidenedStripePropertyTest {
    private static final int CASES = 200;
    private static final int CALLS = 300;

    /** Buckets among which the durations of one case are: few, many, all. */
    @ParameterizedTest
    @ValueSource(ints = {3, 100, 400, 1_000})
    void shouldCountEveryDurationAndKeepEveryOtherWordWhenAStripeIsWidened(int spread) {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            int lowest = random.nextInt(Buckets.COUNT - spread + 1);
            long[] expected = new long[Buckets.COUNT];
            long[] cells = Cells.createNarrow();
            for (int call = 1; call <= CALLS; call++) {
                int bucket = lowest + random.nextInt(spread);
                long nanos = bucket == Buckets.BELOW ? 10 : Buckets.midpointNanos(bucket);
                long counted = bucket == Buckets.ABOVE ? nanos + 1 : nanos;
                if (!OwnedStripe.counts(cells, counted)) {
                    assertThat(OwnedStripe.end(cells, call, counted)).isFalse();
                    cells = Cells.widened(cells, Buckets.of(counted));
                }
                OwnedStripe.begin(cells, call);
                assertThat(OwnedStripe.end(cells, call, counted)).isTrue();
                OwnedStripe.chunk(cells, counted);
                expected[Buckets.of(counted)]++;
            }

            int count = Cells.end(cells) - Cells.BUCKETS;
            long[] found = new long[Buckets.COUNT];
            System.arraycopy(cells, Cells.BUCKETS, found, Cells.firstBucket(cells), count);
            assertThat(Arrays.equals(found, expected)).as("seed " + seed).isTrue();
            assertThat(cells[Cells.CALLS]).isEqualTo(CALLS);
            assertThat(cells[Cells.CHUNKS]).isEqualTo(CALLS);
            assertThat(count).isLessThanOrEqualTo(Math.max(128, spread + spread / 2 + 128));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999, 1_000, 1_000_000, 3_600_000_000_000L, 7_200_000_000_000L})
    void shouldCountALoneDurationWhereverItIs(long nanos) {
        CallRecorder recorder = CallRecorder.create(() -> 1, 2);
        int operation = recorder.operation(OperationSpec.of("one", "engine"));

        recorder.started(operation, 1);
        recorder.ended(operation, 1, nanos + 1, null);

        long[] durations = new long[Buckets.COUNT];
        recorder.durations(operation, durations);
        assertThat(durations[Buckets.of(nanos)]).isOne();
        assertThat(Arrays.stream(durations).sum()).isOne();
    }
}
