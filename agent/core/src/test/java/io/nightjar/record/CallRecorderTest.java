package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CallRecorderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private long nowNanos = 77 * SECOND;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos, 2);
    private final int run = recorder.operation(OperationSpec.of("onnxruntime.run", "engine"));

    @Test
    void shouldCountCallsWhenTheyEnd() {
        call(run, 5_000_000, null);
        call(run, 7_000_000, new IllegalStateException());

        OperationSnapshot snapshot = recorder.snapshot(run);

        assertThat(snapshot.calls()).isEqualTo(2);
        assertThat(snapshot.errors()).isEqualTo(1);
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.errorClasses()).isEqualTo(Map.of("java.lang.IllegalStateException", 1L));
        assertThat(snapshot.latency().orElseThrow().maxNanos()).isEqualTo(7_000_000);
    }

    @Test
    void shouldOpenWrappersWhenAFutureFailed() {
        call(run, 1, new CompletionException(new ExecutionException(new IOException())));
        call(run, 1, new CompletionException(new CancellationException()));

        OperationSnapshot snapshot = recorder.snapshot(run);

        assertThat(snapshot.errorClasses()).isEqualTo(Map.of("java.io.IOException", 1L));
        assertThat(snapshot.calls()).isEqualTo(1);
        assertThat(snapshot.cancelled()).isEqualTo(1);
    }

    @Test
    void shouldCountAFailedCallOnceWhenLookingForItsSpanOverflowsTheStack() {
        recorder.spans(operation -> {
            throw new StackOverflowError();
        });

        call(run, 1, new IOException());

        assertThat(recorder.snapshot(run).calls()).isEqualTo(1);
        assertThat(recorder.snapshot(run).errors()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreSubclassesWhenAnExceptionIsIgnored() {
        ignoring("java.io.IOException", "java.lang.Cloneable");

        call(run, 1, new java.io.FileNotFoundException());
        call(run, 1, new UncheckedIOException(new IOException()));

        assertThat(recorder.snapshot(run).calls()).isEqualTo(2);
        assertThat(recorder.snapshot(run).errors()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreNestedExceptionsHoweverTheyAreWritten() {
        for (String separator : new String[] {"$", "."}) {
            ignoring(CallRecorderTest.class.getName() + separator + "Timeout");

            call(run, 1, new Timeout());
        }

        assertThat(recorder.snapshot(run).calls()).isEqualTo(2);
        assertThat(recorder.snapshot(run).errors()).isZero();
    }

    private static final class Timeout extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldCountACallAsEndedWhenItsClockStoodAtZero() {
        for (int i = 0; i < 3; i++) {
            recorder.started(run, 0);
            assertThat(recorder.snapshot(run).inFlight()).isEqualTo(1);
            recorder.ended(run, 0, 5_000, null);
        }

        assertThat(recorder.snapshot(run).calls()).isEqualTo(3);
        assertThat(recorder.snapshot(run).inFlight()).isZero();
    }

    @Test
    void shouldCountCancelledAloneWhenTheCallerCancels() {
        recorder.started(run, nowNanos);
        recorder.cancelled(run, nowNanos, nowNanos + SECOND);

        OperationSnapshot snapshot = recorder.snapshot(run);

        assertThat(snapshot.calls()).isZero();
        assertThat(snapshot.cancelled()).isEqualTo(1);
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.latency()).isEmpty();
    }

    @Test
    void shouldCountAFailuresCodeBehindItsClassAndBoundThePairs() {
        for (int i = 0; i < 20; i++) {
            for (int times = 0; times < 20 - i; times++) {
                recorder.ended(
                        run, nowNanos, nowNanos + 1, new IOException(), CallDetails.NONE.withErrorCode("" + (400 + i)));
            }
        }

        Map<String, Long> classes = recorder.snapshot(run).errorClasses();
        assertThat(classes)
                .hasSize(16)
                .containsEntry("java.io.IOException 400", 20L)
                .containsEntry("java.io.IOException 414", 6L)
                .containsEntry("other", 15L);
    }

    @Test
    void shouldSayWhichEndsAreWorthReading() {
        recorder.limits(
                spec -> new RecordingLimits(1_000_000, List.of("java.lang.IllegalStateException"), MINUTE), MINUTE);

        assertThat(recorder.isSlowOrFailed(run, 1_000_000, null)).isFalse();
        assertThat(recorder.isSlowOrFailed(run, 1_000_001, null)).isTrue();
        assertThat(recorder.isSlowOrFailed(run, 1, new IllegalArgumentException()))
                .isTrue();
        assertThat(recorder.isSlowOrFailed(run, 1, new CompletionException(new IllegalStateException())))
                .isFalse();
        assertThat(recorder.isSlowOrFailed(run, 1, new CompletionException(new CancellationException())))
                .isFalse();
        assertThat(recorder.snapshot(run).calls()).isZero();
    }

    @Test
    void shouldGiveTheSameIdWhenAnOperationIsMentionedAgain() {
        assertThat(recorder.operation(OperationSpec.of("onnxruntime.run", "engine")))
                .isEqualTo(run);
    }

    @Test
    void shouldCountAsOtherWhenTheTableIsFull() {
        for (int i = 1; i < CallRecorder.MAX_OPERATIONS; i++) {
            recorder.operation(OperationSpec.of("op" + i, "engine"));
        }

        int first = recorder.operation(OperationSpec.of("one too many", "engine"));
        int second = recorder.operation(OperationSpec.of("two too many", "client"));
        call(first, 1, null);
        call(second, 1, null);

        assertThat(first).isEqualTo(second);
        assertThat(recorder.snapshot(first).operation().name()).isEqualTo("other");
        assertThat(recorder.snapshot(first).calls()).isEqualTo(2);
        assertThat(recorder.operationsRefused()).isEqualTo(2);
        assertThat(recorder.snapshots()).hasSize(CallRecorder.MAX_OPERATIONS + 1);
    }

    @Test
    void shouldHandOverSlowCallsAndWakeOnceWhenTheyAreOverTheThreshold() {
        int[] wakeUps = {0};
        recorder.limits(spec -> new RecordingLimits(1_000_000, List.of(), MINUTE), MINUTE);
        recorder.onSlowCall(() -> wakeUps[0]++);

        call(run, 1_000_000, null);
        call(run, 1_000_001, null);
        call(run, 2_000_000, new IOException());

        List<Long> elapsed = new java.util.ArrayList<>();
        recorder.drainSlowCalls(slow -> elapsed.add(slow.endNanos() - slow.startNanos()));
        assertThat(elapsed).containsExactly(1_000_001L, 2_000_000L);
        assertThat(wakeUps[0]).isEqualTo(1);

        call(run, 3_000_000, null);
        assertThat(wakeUps[0]).isEqualTo(2);
    }

    @Test
    void shouldCountDropsWhenSlowCallsAreNotFetched() {
        recorder.limits(spec -> new RecordingLimits(0, List.of(), MINUTE), MINUTE);

        for (int i = 0; i < 1_500; i++) {
            call(run, 10, null);
        }

        int[] drained = {0};
        recorder.drainSlowCalls(slow -> drained[0]++);
        assertThat(drained[0] + recorder.slowCallsDropped()).isEqualTo(1_500);
        assertThat(recorder.slowCallsDropped(run)).isEqualTo(recorder.slowCallsDropped());
    }

    @Test
    void shouldSeeAgeWhenCallsRunOn() {
        recorder.started(run, nowNanos);
        for (int second = 0; second <= 600; second++) {
            InFlight running = recorder.inFlight(run, Duration.ofSeconds(300));
            long epoch = second < 11 ? 300_000_000L : Math.max(1_100_000_000L, second * SECOND / 5);
            assertThat(running.total()).isEqualTo(1);
            assertThat(running.oldestNanos()).isBetween(Math.max(0, second * SECOND - epoch), second * SECOND);
            assertThat(running.olderThanThreshold()).isEqualTo(running.oldestNanos() > 300 * SECOND ? 1 : 0);
            nowNanos += SECOND;
        }

        recorder.ended(run, 77 * SECOND, nowNanos, null);
        assertThat(recorder.inFlight(run, Duration.ZERO)).isEqualTo(new InFlight(0, 0, 0));
    }

    @Test
    void shouldSeeSilenceWhenAStreamDeliversChunks() {
        long start = nowNanos;
        recorder.started(run, start);
        long last = start;
        for (int i = 0; i < 60; i++) {
            nowNanos += SECOND;
            recorder.chunk(run, last, nowNanos);
            last = nowNanos;
            assertThat(recorder.inFlight(run, Duration.ofSeconds(2)).olderThanThreshold())
                    .isZero();
        }
        nowNanos += 30 * SECOND;
        assertThat(recorder.inFlight(run, Duration.ofSeconds(2)).olderThanThreshold())
                .isEqualTo(1);

        recorder.streamEnded(run, start, last, nowNanos, null, false, details(OptionalLong.of(SECOND)));

        OperationSnapshot snapshot = recorder.snapshot(run);
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.streams().chunks()).isEqualTo(60);
        assertThat(snapshot.streams().meanGapMillis()).hasValue(1000);
        assertThat(snapshot.streams().meanFirstChunkMillis()).hasValue(1000);
        assertThat(snapshot.latency().orElseThrow().maxNanos()).isEqualTo(90 * SECOND);
    }

    @Test
    void shouldCountLabelSetsWhenCallsTellThem() {
        CallDetails details = new CallDetails(
                Map.of("model", "minilm"),
                OptionalLong.of(12),
                OptionalLong.of(3),
                OptionalLong.empty(),
                OptionalLong.empty());

        recorder.started(run, nowNanos);
        recorder.ended(run, nowNanos, nowNanos + 50, new IOException(), details);

        assertThat(recorder.labelSets())
                .containsExactly(
                        new LabelSetSnapshot("onnxruntime.run", Map.of("model", "minilm"), 1, 1, 0, 50, 12, 3));
        assertThat(recorder.snapshot(run).inputTokens()).isEqualTo(12);
    }

    @Test
    void shouldCountLabelsAsOtherWhenThereAreTooMany() {
        for (int i = 0; i < CallRecorder.MAX_LABEL_SETS + 5; i++) {
            recorder.started(run, nowNanos);
            recorder.ended(
                    run,
                    nowNanos,
                    nowNanos,
                    null,
                    new CallDetails(
                            Map.of("tenant", "t" + i),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty()));
        }

        assertThat(recorder.labelSets()).hasSize(CallRecorder.MAX_LABEL_SETS + 1);
        assertThat(recorder.labelSetsRefused()).isEqualTo(5);
    }

    @Test
    void shouldTellAWindowWhenItSlides() {
        for (int second = 0; second < 300; second++) {
            call(run, 2_000_000, second % 10 == 5 ? new IOException() : null);
            call(run, second < 200 ? 500_000_000 : 4_000_000, null);
            recorder.sample();
            nowNanos += SECOND;
        }

        WindowSnapshot window = recorder.counts(run, MINUTE);

        assertThat(window.whole()).isTrue();
        assertThat(window.calls()).isBetween(118L, 122L);
        assertThat(window.errors()).isEqualTo(6);
        assertThat(window.ratePerSecond()).isBetween(1.95, 2.05);
        assertThat(window.errorClasses()).isEqualTo(Map.of("java.io.IOException", 6L));
        assertThat(recorder.layerCounts("engine", MINUTE).calls()).isBetween(118L, 122L);
    }

    @Test
    void shouldNotCallAWindowWholeWhenHistoryIsShorter() {
        for (int second = 0; second < 30; second++) {
            call(run, 10, null);
            recorder.sample();
            nowNanos += SECOND;
        }

        WindowSnapshot window = recorder.counts(run, MINUTE);

        assertThat(window.whole()).isFalse();
        assertThat(window.covered()).isEqualTo(Duration.ofSeconds(30));
        assertThat(window.ratePerSecond()).isEqualTo(1);
    }

    private void call(int operation, long elapsedNanos, Throwable thrown) {
        recorder.started(operation, nowNanos);
        recorder.ended(operation, nowNanos, nowNanos + elapsedNanos, thrown);
    }

    private void ignoring(String... classes) {
        recorder.limits(spec -> new RecordingLimits(Long.MAX_VALUE, List.of(classes), MINUTE), MINUTE);
    }

    private static CallDetails details(OptionalLong firstChunk) {
        return new CallDetails(Map.of(), OptionalLong.empty(), OptionalLong.empty(), firstChunk, OptionalLong.of(60));
    }
}
