package io.nightjar.console.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.NanoClock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is kept of figures over time, with clocks that the test drives. */
class HistoriesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long ORIGIN_MILLIS = 1_800_000_000_000L;

    private long nanos = 7 * SECOND;
    private final CallRecorder recorder = CallRecorder.create((NanoClock) () -> nanos, 2);
    private final int chat = recorder.operation(OperationSpec.of("chat", "engine"));
    private final Histories histories = new Histories(recorder, 2);
    private long second;

    private void tick() {
        tick(1);
    }

    private void tick(int seconds) {
        second += seconds;
        nanos += seconds * SECOND;
        histories.sample(nanos, ORIGIN_MILLIS + second * 1_000);
    }

    private void call(int operation, long millis, boolean fails) {
        recorder.started(operation, nanos - millis * MILLI);
        recorder.ended(operation, nanos - millis * MILLI, nanos, fails ? new IllegalStateException() : null);
    }

    private void begin() {
        call(chat, 1, false);
        histories.sample(nanos, ORIGIN_MILLIS);
    }

    private float[] fine(String figure) {
        Points points =
                histories.points("chat", figure, ORIGIN_MILLIS + Math.max(0, second - 299) * 1_000, Long.MAX_VALUE);
        assertThat(points.stepSeconds()).isEqualTo(1);
        return flat(points);
    }

    private float[] coarse(String figure) {
        Points points = histories.points("chat", figure, 0, Long.MAX_VALUE);
        assertThat(points.stepSeconds()).isEqualTo(10);
        return flat(points);
    }

    private static float[] flat(Points points) {
        float[] values = new float[points.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = points.values()[i][0];
        }
        return values;
    }

    @Test
    void shouldKeepEachFigureOfEachSecondWhenThereAreCalls() {
        begin();
        for (int i = 0; i < 100; i++) {
            call(chat, i < 95 ? 20 : 400, i % 10 == 0);
        }
        recorder.started(chat, nanos);
        tick();

        assertThat(last(fine("rate"))).isEqualTo(100);
        assertThat(last(fine("failures"))).isEqualTo(10);
        assertThat(last(fine("p50"))).isCloseTo(20, within(1f));
        assertThat(last(fine("p99"))).isCloseTo(400, within(16f));
        assertThat(last(fine("in_flight"))).isEqualTo(1);
        assertThat(last(fine("chunk_gap"))).isNaN();

        tick();

        assertThat(last(fine("rate"))).isZero();
        assertThat(last(fine("p50"))).isNaN();
        assertThat(last(fine("in_flight"))).isEqualTo(1);
    }

    private static float last(float[] values) {
        return values[values.length - 1];
    }

    @Test
    void shouldKeepTheFirstCallsOfAnOperationToo() {
        begin();
        tick();
        int embed = recorder.operation(OperationSpec.of("embed", "engine"));
        call(embed, 20, false);
        tick();

        float[] rate = flat(histories.points("embed", "rate", ORIGIN_MILLIS, Long.MAX_VALUE));
        assertThat(rate).containsExactly(Float.NaN, Float.NaN, 1f);
    }

    @Test
    void shouldKeepAnHourInStepsOfTenSecondsWhenItIsAskedForMoreThanFiveMinutes() {
        begin();
        for (int i = 1; i <= 3_700; i++) {
            call(chat, i <= 3_650 ? 20 : 80, false);
            tick();
        }

        float[] rate = coarse("rate");
        assertThat(rate).hasSize(360);
        for (float value : rate) {
            assertThat(value).isEqualTo(1);
        }
        assertThat(coarse("p50")[0]).isCloseTo(20, within(1f));
        assertThat(last(coarse("p50"))).isCloseTo(80, within(3f));
        assertThat(fine("rate")).hasSize(300);
        Points points = histories.points("chat", "rate", 0, Long.MAX_VALUE);
        assertThat(points.firstMillis()).isEqualTo(ORIGIN_MILLIS + (370 - 360) * 10_000L);
    }

    @Test
    void shouldKeepRatesRightWhenSecondsWereMissed() {
        begin();
        for (int i = 0; i < 10; i++) {
            tick(3);
            for (int calls = 0; calls < 6; calls++) {
                call(chat, 20, false);
            }
        }
        tick(3);

        assertThat(Arrays.copyOfRange(fine("rate"), 4, 34)).containsOnly(2f);
        assertThat(last(coarse("rate"))).isCloseTo(2, within(0.5f));
    }

    @Test
    void shouldShareCallsOutAmongBandsOfLatency() {
        begin();
        for (int i = 0; i < 7; i++) {
            call(chat, 20, false);
        }
        for (int i = 0; i < 3; i++) {
            call(chat, 2_000, false);
        }
        call(chat, 500_000, false);
        tick();

        Points heat = histories.points("chat", "heat", ORIGIN_MILLIS, Long.MAX_VALUE);
        float[] counts = heat.values()[heat.values().length - 1];
        assertThat(counts).containsExactly(0, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0, 1);
    }

    @Test
    void shouldCountInAByteToWithinThreePercent() {
        for (long count = 0; count < 60_000; count = count < 100 ? count + 1 : count + count / 50) {
            long kept = Bands.count(Bands.code(count));
            assertThat(kept).isCloseTo(count, within(Math.max(count <= 10 ? 0L : 1L, (long) (count * 0.03))));
        }
        assertThat(Bands.count(Bands.code(Long.MAX_VALUE))).isPositive();
    }

    @Test
    void shouldKnowNothingWhenThereIsNoSuchOperationOrFigure() {
        begin();
        tick();

        assertThat(histories.points("other", "rate", 0, Long.MAX_VALUE)).isNull();
        assertThat(histories.points("chat", "speed", 0, Long.MAX_VALUE)).isNull();
        assertThat(histories.points(null, "rate", 0, Long.MAX_VALUE)).isNull();
        assertThat(histories.points("chat", "memory.heap", 0, Long.MAX_VALUE)).isNull();
    }

    @Test
    void shouldKeepTheLargestOfAStepWhenAValueIsOfNoOperation() {
        begin();
        for (int i = 1; i <= 25; i++) {
            tick();
            histories.gauge("memory.heap", i);
        }

        assertThat(flat(histories.points(null, "memory.heap", 0, Long.MAX_VALUE)))
                .containsExactly(9, 19, 25);
        assertThat(flat(histories.points(null, "memory.heap", ORIGIN_MILLIS + 23_000, Long.MAX_VALUE)))
                .containsExactly(23, 24, 25);
        assertThat(flat(histories.points(null, "memory.heap", ORIGIN_MILLIS + 20_000, ORIGIN_MILLIS + 21_500)))
                .containsExactly(20, 21);
    }

    @Test
    void shouldKeepTheBusiestWhenThereAreMoreThanItMayKeep() {
        int embed = recorder.operation(OperationSpec.of("embed", "engine"));
        int rank = recorder.operation(OperationSpec.of("rank", "engine"));
        call(embed, 1, false);
        begin();
        tick();
        assertThat(histories.points("embed", "rate", 0, Long.MAX_VALUE)).isNotNull();

        for (int i = 0; i < 200; i++) {
            call(chat, 1, false);
            call(rank, 1, false);
            tick();
        }

        assertThat(histories.points("rank", "rate", 0, Long.MAX_VALUE)).isNotNull();
        assertThat(histories.points("chat", "rate", 0, Long.MAX_VALUE)).isNotNull();
        assertThat(histories.points("embed", "rate", 0, Long.MAX_VALUE)).isNull();
    }

    @Test
    void shouldBeginAnewWhenItWasNotFedForLong() {
        begin();
        tick();
        tick(3_600);

        assertThat(fine("rate")).containsOnly(Float.NaN);
        call(chat, 20, false);
        tick();
        assertThat(last(fine("rate"))).isEqualTo(1);
    }
}
