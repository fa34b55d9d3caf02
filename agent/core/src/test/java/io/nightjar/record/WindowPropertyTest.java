package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Cases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowPropertyTest {
    private static final long SECOND = 1_000_000_000L;

    private record Call(long endNanos, boolean failed) {}

    @Test
    void shouldCountWhatANaiveListCountsWhenItCoversTheSameTime() {
        Cases.check(120, random -> {
            long[] now = {random.nextLong() >> 8};
            CallRecorder recorder = CallRecorder.create(() -> now[0], 2);
            int id = recorder.operation(OperationSpec.of("op", "engine"));
            List<Call> naive = new ArrayList<>();
            for (int tick = 0; tick < 150; tick++) {
                now[0] += SECOND / 2 + random.nextInt((int) SECOND);
                for (int i = random.nextInt(20); i > 0; i--) {
                    boolean failed = random.nextInt(4) == 0;
                    naive.add(new Call(now[0], failed));
                    recorder.started(id, now[0]);
                    recorder.ended(id, now[0], now[0] + 5, failed ? new IllegalStateException() : null);
                }
                recorder.sample();
                now[0] += 1;
                Duration asked = Duration.ofSeconds(1 + random.nextInt(60));
                WindowSnapshot window = recorder.counts(id, asked);

                long since = now[0] - window.covered().toNanos();
                List<Call> inside =
                        naive.stream().filter(call -> call.endNanos() > since).toList();
                assertThat(window.calls()).isEqualTo(inside.size());
                assertThat(window.errors())
                        .isEqualTo(inside.stream().filter(Call::failed).count());
                assertThat(window.cancelled()).isZero();
                if (window.whole()) {
                    assertThat(window.covered()).isBetween(asked.minusMillis(1_600), asked.plusMillis(1_600));
                }
            }
        });
    }
}
