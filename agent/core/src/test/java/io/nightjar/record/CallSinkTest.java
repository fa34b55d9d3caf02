package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallSinkTest {
    private static final CallDetails DETAILS = new CallDetails(
            Map.of("model", "m"), OptionalLong.of(3), OptionalLong.empty(), OptionalLong.of(7), OptionalLong.of(2));

    private final CallRecorder recorder = CallRecorder.create(System::nanoTime, 2);
    private final int operation = recorder.operation(OperationSpec.of("Engine.infer", "engine"));
    private final List<CallOutcome> taken = new ArrayList<>();

    private void take(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        assertThat(operationId).isEqualTo(operation);
        assertThat(errorClass == null).isEqualTo(outcome != CallOutcome.FAILED);
        taken.add(outcome);
    }

    @Test
    void shouldTakeSlowAndFailedCallsAloneWhenItIsForExceptionalOnes() {
        recorder.limits(
                spec -> new RecordingLimits(50_000_000, List.of("java.lang.Error"), Duration.ofSeconds(60)),
                Duration.ofSeconds(60));
        recorder.exceptionalCalls(this::take);

        end(1_000, null);
        end(1_000, new Error());
        end(1_000, new CompletionException(new CancellationException()));
        recorder.cancelled(operation, started(), System.nanoTime() + 60_000_000);
        assertThat(taken).isEmpty();

        end(60_000_000, null);
        end(1_000, new IllegalStateException());
        end(60_000_000, new IllegalStateException());
        end(60_000_000, new Error());
        assertThat(taken).containsExactly(CallOutcome.OK, CallOutcome.FAILED, CallOutcome.FAILED, CallOutcome.OK);

        recorder.exceptionalCalls(null);
        end(60_000_000, null);
        assertThat(taken).hasSize(4);
    }

    private void end(long elapsedNanos, @Nullable Throwable thrown) {
        long start = started();
        recorder.ended(operation, start, start + elapsedNanos, thrown);
    }

    private long started() {
        return recorder.start(operation);
    }

    @Test
    void shouldTakeEveryCallOnceWhenItEndsInWhateverWay() {
        recorder.limits(
                spec -> new RecordingLimits(50_000_000, List.of("java.lang.Error"), Duration.ofSeconds(60)),
                Duration.ofSeconds(60));
        recorder.sink(this::take);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int ends = 1 + random.nextInt(50);
            int before = taken.size();
            OperationSnapshot counted = recorder.snapshot(operation);
            for (int i = 0; i < ends; i++) {
                end(random);
            }

            OperationSnapshot now = recorder.snapshot(operation);
            assertThat(taken).as("seed %s", seed).hasSize(before + ends);
            assertThat(now.calls() + now.cancelled() - counted.calls() - counted.cancelled())
                    .isEqualTo(ends);
            assertThat(count(CallOutcome.CANCELLED)).isEqualTo(now.cancelled());
            assertThat(count(CallOutcome.FAILED)).isEqualTo(now.errors());
            assertThat(now.inFlight()).isZero();
        }
        assertThat(recorder.notTaken()).isZero();
    }

    private long count(CallOutcome outcome) {
        return taken.stream().filter(outcome::equals).count();
    }

    private void end(Random random) {
        long start = recorder.start(operation);
        long end = start + (long) (Math.exp(random.nextDouble() * 24));
        Throwable thrown = switch (random.nextInt(6)) {
            case 0 -> new IllegalStateException();
            case 1 -> new StackOverflowError();
            case 2 -> new CompletionException(new CancellationException());
            default -> null;
        };
        switch (random.nextInt(6)) {
            case 0 -> recorder.ended(operation, start, end, thrown);
            case 1 -> recorder.ended(operation, start, end, thrown, DETAILS);
            case 2 -> recorder.cancelled(operation, start, end);
            case 3 -> recorder.streamEnded(operation, start, start, end, thrown, random.nextBoolean(), DETAILS);
            case 4 -> recorder.streamEnded(operation, start, start, end, thrown, random.nextBoolean(), 5, 2);
            default -> recorder.end(operation, start, thrown);
        }
    }

    @Test
    void shouldSayTheFirstChunkOfAStreamOfWhichNothingElseIsRead() {
        long[] seen = new long[2];
        recorder.sink((id, start, end, outcome, error, details, firstChunkNanos, chunks) -> {
            seen[0] = firstChunkNanos;
            seen[1] = chunks;
        });
        long start = recorder.start(operation);

        recorder.streamEnded(operation, start, start, start + 100, null, false, 40, 3);

        assertThat(seen).containsExactly(40, 3);
    }

    @Test
    void shouldTakeNothingMoreWhenItWasTakenAway() {
        CallSink first = this::take;
        recorder.sink(first);
        recorder.end(operation, recorder.start(operation), null);
        recorder.sink((id, start, end, outcome, error, details, firstChunkNanos, chunks) -> {});
        recorder.sinkNoLonger(first);
        recorder.end(operation, recorder.start(operation), null);

        assertThat(taken).hasSize(1);
    }

    @Test
    void shouldCountACallOnceWhenTheStackEndsAsItIsTaken() throws InterruptedException {
        AtomicInteger ended = new AtomicInteger();
        recorder.sink((id, start, end, outcome, error, details, firstChunkNanos, chunks) -> ended.incrementAndGet());
        for (int i = 0; i < 20_000; i++) {
            recorder.end(operation, recorder.start(operation), null); // compiled
        }
        int rounds = 600;
        Thread deep = new Thread(
                null,
                () -> {
                    for (int i = 0; i < rounds; i++) {
                        endWhereTheStackHasRoom(i % 3, i % 50);
                    }
                },
                "deep",
                1 << 18);
        deep.start();
        deep.join();

        OperationSnapshot snapshot = recorder.snapshot(operation);
        assertThat(snapshot.calls() + snapshot.cancelled()).isEqualTo(20_000 + rounds);
        assertThat(ended.get() + recorder.notTaken()).isEqualTo(20_000 + rounds);
    }

    /** Ends a call in the deepest frame that can, as woven code does: what threw there is done anew in the frame above. */
    private boolean endWhereTheStackHasRoom(int how, int padding) {
        if (padding > 0) {
            return endWhereTheStackHasRoom(how, padding - 1);
        }
        boolean done = false;
        try {
            done = endWhereTheStackHasRoom(how, 0);
        } catch (StackOverflowError deepest) {
            // This frame tries.
        }
        if (done) {
            return true;
        }
        try {
            switch (how) {
                case 0 -> recorder.cancelled(operation, 1, 2);
                case 1 -> recorder.streamEnded(operation, 1, 1, 2, null, true, 1, 2);
                default -> recorder.ended(operation, 1, 2, null);
            }
            return true;
        } catch (StackOverflowError noRoom) {
            return false;
        }
    }
}
