package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.RecordingLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The stacks of calls that run over their threshold. */
final class SlowStacksTest {
    private static final long MILLI = 1_000_000;

    private final FakeTime time = new FakeTime();
    private final CallRecorder recorder = CallRecorder.create(time, 2);
    private final int run = recorder.operation(OperationSpec.of("onnxruntime.run", "engine"));
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Thread> looks = new ArrayList<>();
    private final TestSettings settings = new TestSettings();
    private List<String> stack = List.of("a", "b");

    private final StackSource source = new StackSource() {
        @Override
        public List<String> stackInside(String operation) {
            return List.of();
        }

        @Override
        public List<String> stackInside(String operation, Thread thread, int mostFrames) {
            looks.add(thread);
            assertThat(operation).isEqualTo("onnxruntime.run");
            assertThat(mostFrames).isEqualTo(64);
            if (stack == null) {
                throw new IllegalStateException("no stack");
            }
            return stack;
        }
    };

    private Detector detector() {
        settings.rateLimit = Duration.ZERO;
        return new Detector(
                recorder,
                settings.build(),
                time,
                time,
                List::of,
                (start, end) -> OptionalDouble.empty(),
                source,
                notice -> {
                    if (notice.kind() == NoticeKind.NOTIFICATION) {
                        alerts.add(notice.alert());
                    }
                });
    }

    private void after(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private Object only(String key) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0).metadata().get(key);
    }

    @Test
    void shouldShowTheStackThatMostLooksSaw() {
        Detector detector = detector();
        long start = time.nanoTime();
        recorder.started(run, start);
        after(1_000);
        assertThat(detector.tick()).isLessThanOrEqualTo(MILLI);
        assertThat(looks).isEmpty();
        after(1);
        detector.tick();
        detector.tick();
        assertThat(looks).containsExactly(Thread.currentThread());
        stack = List.of("c", "d");
        after(1_000);
        detector.tick();
        after(1_500);
        detector.tick();
        assertThat(looks).hasSize(2);
        after(500);
        detector.tick();
        after(8_000);
        detector.tick();
        assertThat(looks).hasSize(3);

        recorder.ended(run, start, start + 4_500 * MILLI, null);
        detector.tick();

        assertThat(alerts.get(alerts.size() - 1).metadata())
                .containsEntry("stack", "c\nd")
                .containsEntry("stack_samples", 2L);
    }

    @Test
    void shouldTakeTheFirstOfSeveralThatWereSeenAsOften() {
        Detector detector = detector();
        long start = time.nanoTime();
        recorder.started(run, start);
        for (String frame : List.of("first", "second", "third")) {
            stack = List.of(frame);
            after(frame.equals("third") ? 2_001 : 1_001);
            detector.tick();
        }
        recorder.ended(run, start, time.nanoTime(), null);
        detector.tick();

        assertThat(looks).hasSize(3);
        assertThat(only("stack")).isEqualTo("first");
        assertThat(only("stack_samples")).isEqualTo(1L);
    }

    @Test
    void shouldShowNoStackOfACallThatWasNotSeenInside() {
        Detector detector = detector();
        long start = time.nanoTime();
        recorder.started(run, start);
        stack = List.of();
        after(1_500);
        detector.tick();
        recorder.ended(run, start, time.nanoTime(), null);
        detector.tick();

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).metadata()).doesNotContainKeys("stack", "stack_samples");
    }

    @Test
    void shouldLookAtNoCallThatEnded() {
        Detector detector = detector();
        for (Throwable thrown : new Throwable[] {null, new IOException()}) {
            long start = time.nanoTime();
            recorder.started(run, start);
            after(5);
            recorder.ended(run, start, time.nanoTime(), thrown);
            after(5_000);
            detector.tick();
        }
        long start = time.nanoTime();
        recorder.started(run, start);
        after(1_200);
        recorder.ended(run, start, time.nanoTime(), null);
        after(5_000);
        detector.tick();

        assertThat(looks).isEmpty();
    }

    @Test
    void shouldLookAtNoneWhenLooksAreOff() {
        settings.stacks = 0;
        Detector detector = detector();
        long start = time.nanoTime();
        recorder.started(run, start);
        after(1_500);
        detector.tick();
        recorder.ended(run, start, time.nanoTime(), null);
        detector.tick();

        assertThat(looks).isEmpty();
        assertThat(alerts).hasSize(1);
    }

    @Test
    void shouldCountWhatAStackSourceThrows() {
        Detector detector = detector();
        stack = null;
        long start = time.nanoTime();
        recorder.started(run, start);
        after(1_500);
        detector.tick();
        recorder.ended(run, start, time.nanoTime(), null);
        detector.tick();

        assertThat(detector.failures()).isEqualTo(1);
        assertThat(alerts).hasSize(1);
    }

    @Test
    void shouldKeepNoIdleProcessBusy() {
        Detector detector = detector();
        recorder.limits(spec -> new RecordingLimits(1, List.of(), Duration.ofMinutes(1)), Duration.ofMinutes(1));
        long start = time.nanoTime();
        recorder.started(run, start);
        recorder.ended(run, start, start + 1, null);
        after(1_000);

        assertThat(detector.tick()).isGreaterThanOrEqualTo(100 * MILLI);
    }
}
