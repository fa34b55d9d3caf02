package io.nightjar.sample.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.Await;
import io.nightjar.sample.SpyLog;
import io.nightjar.time.NanoClock;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class JvmSourceTest {
    private final SpyLog log = new SpyLog();

    @Test
    void shouldTellHeapAndBuffersWhenRead() throws Exception {
        try (JvmSource jvm = JvmSource.open(new GcPauses(), log.log(), NanoClock.SYSTEM)) {
            long before = jvm.read(0).directUsedBytes().getAsLong();
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
            JvmReading reading = jvm.read(1);

            assertThat(reading.directUsedBytes().getAsLong()).isGreaterThanOrEqualTo(before + buffer.capacity());
            assertThat(reading.directLimitBytes()).hasValue(Runtime.getRuntime().maxMemory());
            assertThat(reading.heapUsedBytes()).isPositive().isLessThanOrEqualTo(reading.heapMaxBytes());
            assertThat(reading.metaspaceUsedBytes().getAsLong()).isPositive();
            assertThat(log.failures()).isEmpty();
        }
    }

    @Test
    void shouldTellPausesAndWhatACollectionLeftWhenOneHasBeen() throws Exception {
        GcPauses pauses = new GcPauses();
        try (JvmSource jvm = JvmSource.open(pauses, log.log(), NanoClock.SYSTEM)) {
            byte[] kept = new byte[32 << 20];
            long start = System.nanoTime();
            System.gc();
            long end = System.nanoTime();
            Await.until(() -> jvm.read(0).heapAfterGcBytes().orElse(0) >= kept.length && pauses.count() > 0);

            JvmReading reading = jvm.read(0);
            assertThat(reading.heapAfterGcBytes().getAsLong()).isGreaterThanOrEqualTo(kept.length);
            assertThat(reading.heapJudgedBytes()).isBetween((long) kept.length, reading.heapUsedBytes());
            assertThat(reading.gcPauses()).isPositive();
            double millis = pauses.pauseMillisBetween(start, end).getAsDouble();
            // The JVM tells times in milliseconds, and stamps by the wall clock in milliseconds too.
            assertThat(millis).isBetween(pauses.lastMillis().getAsDouble() - 3, (end - start) / 1e6);
            assertThat(log.failures()).isEmpty();
            Reference.reachabilityFence(kept);
        }
    }

    @Test
    void shouldTellNoPauseWhenItWasClosed() throws Exception {
        GcPauses pauses = new GcPauses();
        JvmSource.open(pauses, log.log(), NanoClock.SYSTEM).close();

        assertThat(pauses.pauseMillisBetween(System.nanoTime(), System.nanoTime()))
                .isEmpty();
    }
}
