package io.nightjar.sample.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.Await;
import io.nightjar.sample.ManualClock;
import io.nightjar.sample.SpyLog;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.time.NanoClock;
import org.junit.jupiter.api.Test;

final class QuietJvmTest {
    private final SpyLog log = new SpyLog();
    private final GcPauses pauses = new GcPauses();

    @Test
    void shouldTellTheHeapAlone() throws Exception {
        try (QuietJvm jvm = QuietJvm.open(pauses, log.log(), NanoClock.SYSTEM)) {
            JvmReading reading = jvm.read(0);

            assertThat(reading.heapUsedBytes()).isPositive().isLessThanOrEqualTo(reading.heapCommittedBytes());
            assertThat(reading.heapJudgedBytes()).isPositive();
            assertThat(reading.heapMaxBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
        }
    }

    @Test
    void shouldTellWhatACollectionLeftWhenTheFirstHasRunAndTheHeapIsJudged() throws Exception {
        try (QuietJvm jvm = QuietJvm.open(pauses, log.log(), NanoClock.SYSTEM)) {
            jvm.judgeHeap(true);
            jvm.read(0);
            System.gc();
            Await.until(pauses::firstHasBeen);

            assertThat(pauses.pauseMillisBetween(System.nanoTime(), System.nanoTime()))
                    .isEmpty();
            assertThat(jvm.read(1).directUsedBytes()).isPresent();
            assertThat(pauses.firstHasBeen()).isFalse();
            System.gc();
            Await.until(() -> pauses.count() > 0 && isLeftTold(jvm));
            assertThat(pauses.pauseMillisBetween(System.nanoTime(), System.nanoTime()))
                    .hasValue(0);
            assertThat(log.failures()).isEmpty();
        }
    }

    @Test
    void shouldListenToCollectorsOnlyAfterTheFirstSecondsWhenTheHeapIsNotJudged() throws Exception {
        ManualClock clock = new ManualClock();
        try (QuietJvm jvm = QuietJvm.open(pauses, log.log(), clock)) {
            System.gc();
            Await.until(pauses::firstHasBeen);
            clock.advanceNanos(QuietJvm.START_NANOS - 1);
            assertThat(jvm.read(0).directUsedBytes()).isEmpty();
            assertThat(pauses.pauseMillisBetween(clock.nanoTime(), clock.nanoTime()))
                    .isEmpty();

            clock.advanceNanos(1);
            assertThat(jvm.read(1).directUsedBytes()).isPresent();
            assertThat(pauses.pauseMillisBetween(clock.nanoTime(), clock.nanoTime()))
                    .hasValue(0);
        }
    }

    private static boolean isLeftTold(QuietJvm jvm) {
        try {
            return jvm.read(2).heapAfterGcBytes().isPresent();
        } catch (NotAvailableException notHere) {
            throw new AssertionError(notHere);
        }
    }

    @Test
    void shouldTellBuffersAtOnceWhenTheyAreWanted() throws Exception {
        try (QuietJvm jvm = QuietJvm.open(pauses, log.log(), NanoClock.SYSTEM)) {
            jvm.wantAll();

            assertThat(jvm.read(0).directUsedBytes()).isPresent();
            assertThat(jvm.read(0).metaspaceUsedBytes()).isPresent();
        }
    }

    @Test
    void shouldTellNoPauseWhenItWasClosed() {
        QuietJvm.open(pauses, log.log(), NanoClock.SYSTEM).close();

        assertThat(pauses.pauseMillisBetween(System.nanoTime(), System.nanoTime()))
                .isEmpty();
        assertThat(pauses.firstHasBeen()).isFalse();
    }
}
