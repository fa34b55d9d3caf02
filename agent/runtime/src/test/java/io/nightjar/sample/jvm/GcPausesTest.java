package io.nightjar.sample.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class GcPausesTest {
    private static final long MILLI = 1_000_000L;

    private final GcPauses pauses = new GcPauses();

    @Test
    void shouldTellNothingWhenItDoesNotWatch() {
        assertThat(pauses.pauseMillisBetween(0, 100)).isEmpty();

        pauses.watchFrom(50);
        assertThat(pauses.pauseMillisBetween(0, 100)).isEmpty();
        assertThat(pauses.pauseMillisBetween(50, 100)).hasValue(0);

        pauses.watchNoMore();
        assertThat(pauses.pauseMillisBetween(50, 100)).isEmpty();
    }

    @Test
    void shouldAddUpOnlyWhatOverlapsTheInterval() {
        pauses.watchFrom(-1000 * MILLI);
        pauses.add(-5 * MILLI, 5 * MILLI);
        pauses.add(20 * MILLI, 30 * MILLI);
        pauses.add(95 * MILLI, 200 * MILLI);
        pauses.add(300 * MILLI, 400 * MILLI);

        assertThat(pauses.pauseMillisBetween(0, 100 * MILLI)).hasValue(5 + 10 + 5);
        assertThat(pauses.pauseMillisBetween(22 * MILLI, 23 * MILLI)).hasValue(1);
        assertThat(pauses.count()).isEqualTo(4);
        assertThat(pauses.totalMillis()).isEqualTo(10 + 10 + 105 + 100);
        assertThat(pauses.lastMillis()).hasValue(100);
    }

    @Test
    void shouldWorkWhenTheMonotonicClockWraps() {
        long start = Long.MAX_VALUE - 5 * MILLI;
        pauses.watchFrom(start);
        pauses.add(start + 2 * MILLI, start + 12 * MILLI);

        assertThat(pauses.pauseMillisBetween(start, start + 10 * MILLI)).hasValue(8);
    }

    @Test
    void shouldAgreeWithANaiveSumWhenThePausesAreRandom() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            GcPauses ring = new GcPauses();
            ring.watchFrom(-1);
            List<long[]> all = new ArrayList<>();
            long at = 0;
            int count = random.nextInt(1200);
            for (int i = 0; i < count; i++) {
                long start = at + random.nextInt(1000);
                at = start + random.nextInt(500);
                ring.add(start, at);
                all.add(new long[] {start, at});
            }
            long from = random.nextInt((int) at + 1000);
            long to = from + random.nextInt(100_000);

            long expected = 0;
            for (long[] pause : all.subList(Math.max(0, all.size() - 512), all.size())) {
                expected += Math.max(0, Math.min(pause[1], to) - Math.max(pause[0], from));
            }

            assertThat(ring.pauseMillisBetween(from, to).getAsDouble())
                    .as("seed %d", seed)
                    .isCloseTo(expected / 1e6, Offset.offset(1e-9));
        }
    }

    @Test
    void shouldNeverTellAPauseThatWasNotWhenTheRingIsOverwritten() throws Exception {
        pauses.watchFrom(-1);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (long i = 0; i < 300_000; i++) {
                // Pause i lies in its own unit of time and takes a tenth of it: torn times would overlap others' units.
                pauses.add(i * 1000, i * 1000 + 100);
            }
            done.set(true);
        });
        writer.start();
        double worst = 0;
        while (!done.get()) {
            long unit = pauses.count() * 1000 - 20_000;
            worst = Math.max(
                    worst,
                    pauses.pauseMillisBetween(Math.max(0, unit), Math.max(0, unit) + 1000)
                            .getAsDouble());
        }
        writer.join();

        assertThat(worst).isLessThanOrEqualTo(100 / 1e6);
        assertThat(pauses.count()).isEqualTo(300_000);
    }

    @Test
    void shouldLeaveOutCollectorsWhoseTimesAreNotPauses() {
        assertThat(List.of("ZGC Minor Cycles", "Shenandoah Cycles", "G1 Concurrent GC", "ZGC Cycles"))
                .noneMatch(GcListener::stopsTheWorld);
        assertThat(List.of("ZGC Minor Pauses", "Shenandoah Pauses", "G1 Young Generation", "Copy", "PS MarkSweep"))
                .allMatch(GcListener::stopsTheWorld);
    }

    @Test
    void shouldKnowThatThereWasNoPauseUntilTheFirstCollection() {
        GcPauses pauses = new GcPauses();

        pauses.watchFrom(100);
        pauses.add(110, 120);
        pauses.watchUntilFirst(200);

        assertThat(pauses.pauseMillisBetween(150, 250)).isEmpty();
        assertThat(pauses.firstHasBeen() || pauses.pauseMillisBetween(250, 260).getAsDouble() == 0)
                .isTrue();
    }
}
