package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightLateReaderTest {
    private static final long SECOND = 1_000_000_000L;

    private final CallRecorder recorder = CallRecorder.create(this::nanoTime, 2);
    private final int id = recorder.operation(OperationSpec.of("engine.run", "engine"));
    private long nowNanos = 1_000 * SECOND;
    private boolean readerIsLate;
    private long startNanos;

    /** The time; a late reader comes to the counters only when another call has begun, in the next epoch. */
    private long nanoTime() {
        long read = nowNanos;
        if (readerIsLate) {
            readerIsLate = false;
            nowNanos += 300_000_000L;
            startNanos = nowNanos;
            recorder.started(id, startNanos);
        }
        return read;
    }

    @Test
    void shouldNotTakeANewCallForAnOldOneWhenTheReaderIsLate() {
        recorder.started(id, nowNanos);
        recorder.ended(id, nowNanos, nowNanos + 1_000, null);
        pass(30);

        readerIsLate = true;
        InFlight whileItRuns = recorder.inFlight(id, Duration.ofSeconds(5));
        nowNanos += 50_000_000L;
        recorder.ended(id, startNanos, nowNanos, null);

        assertThat(whileItRuns.olderThanThreshold()).isZero();
        for (int i = 0; i < 100; i++) {
            pass(1);
            assertThat(recorder.inFlight(id, Duration.ofSeconds(5)).total()).isZero();
        }
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowNanos += SECOND;
            recorder.sample();
        }
    }
}
