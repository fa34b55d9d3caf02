package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a tick allocates where nothing changes. */
class QuietTickTest {
    private static final int OPERATIONS = 100;
    private static final int TICKS = 100;
    /** The tick itself, which the rules are given, in the interpreter. */
    private static final long MOST_BYTES = 64;
    /** Of a hundred conditions that fire: a few objects of the tick, and none for each condition. */
    private static final long MOST_BYTES_FIRING = 4_000;

    private long nowNanos = 1_000_000_000L;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos, 2);

    @Test
    void shouldAllocateNothingButTheTickWhenNothingFires() {
        Detector detector = detector(OptionalDouble.empty());

        assertThat(fewestBytesATick(detector)).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(detector.conditions()).isEmpty();
    }

    @Test
    void shouldAllocateLittleWhenTheSameGoesOnFiring() {
        Detector detector = detector(OptionalDouble.of(0.01));

        assertThat(fewestBytesATick(detector)).isLessThanOrEqualTo(MOST_BYTES_FIRING);
        assertThat(detector.conditions()).hasSize(OPERATIONS);
    }

    private Detector detector(OptionalDouble throughputThresholdPerSecond) {
        TestSettings settings = new TestSettings();
        settings.layerThroughput = OptionalDouble.empty();
        settings.operationThroughput = throughputThresholdPerSecond;
        return new Detector(
                recorder,
                settings.build(),
                () -> nowNanos,
                InstantSource.system(),
                List::of,
                (from, to) -> OptionalDouble.empty(),
                operation -> List.of(),
                notice -> {});
    }

    private long fewestBytesATick(Detector detector) {
        for (int i = 0; i < OPERATIONS; i++) {
            int operation = recorder.operation(OperationSpec.of("operation" + i, "engine"));
            recorder.started(operation, nowNanos);
            recorder.ended(operation, nowNanos, nowNanos + 1_000, null);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // the first makes what each operation keeps
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TICKS; i++) {
                nowNanos += 1_000_000_000L;
                detector.tick();
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return bytes / TICKS;
    }
}
