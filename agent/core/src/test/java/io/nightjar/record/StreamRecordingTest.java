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
import org.junit.jupiter.api.Test;

class StreamRecordingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private long nowNanos = 77 * SECOND;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos, 2);
    private final int chat = recorder.operation(OperationSpec.of("langchain4j.chat-stream", "framework"));

    @Test
    void shouldCountEveryChunkWhenManyThreadsDeliverThem() throws InterruptedException {
        int threads = 40;
        int chunks = 5_000;

        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            long longest = i;
            all.add(new Thread(() -> deliver(chunks, longest)));
        }
        for (Thread thread : all) {
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }

        OperationSnapshot snapshot = recorder.snapshot(chat);
        assertThat(snapshot.streams().chunks()).isEqualTo((long) threads * chunks);
        assertThat(snapshot.streams().longestGapMillis()).hasValue(threads - 1);
        assertThat(snapshot.inFlight()).isZero();
    }

    @Test
    void shouldKeepTheInFlightAgeOfTheLastChunkWhenChunksComeAtAnyPace() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long start = nowNanos;
            recorder.started(chat, start);
            long last = start;
            for (int i = 0; i < 50; i++) {
                nowNanos += (long) (Math.pow(10, 3 + 6 * random.nextDouble()));
                recorder.chunk(chat, last, nowNanos);
                last = nowNanos;
                recorder.sample();
            }

            InFlight running = recorder.inFlight(chat, Duration.ofSeconds(1));
            assertThat(running.total()).as("seed " + seed).isEqualTo(1);
            assertThat(running.olderThanThreshold()).as("seed " + seed).isZero();

            recorder.streamEnded(chat, start, last, nowNanos, null, false, MILLI, 50);
            assertThat(recorder.snapshot(chat).inFlight()).as("seed " + seed).isZero();
            nowNanos += 20 * SECOND;
        }
        assertThat(recorder.snapshot(chat).streams().chunks()).isEqualTo(200 * 50);
    }

    @Test
    void shouldTellAStreamsChunksWhenItWasSlow() {
        recorder.limits(
                spec -> new RecordingLimits(5 * SECOND, List.of(), Duration.ofSeconds(60)), Duration.ofSeconds(60));

        end(4 * SECOND, false);
        end(6 * SECOND, false);

        List<SlowCall> slow = new ArrayList<>();
        recorder.drainSlowCalls(slow::add);
        assertThat(slow).singleElement().satisfies(call -> {
            assertThat(call.details().chunks()).isEqualTo(OptionalLong.of(3));
            assertThat(call.details().timeToFirstChunkNanos()).isEqualTo(OptionalLong.of(20 * MILLI));
        });
        assertThat(recorder.snapshot(chat).calls()).isEqualTo(2);
    }

    @Test
    void shouldCountAFirstChunkOnceWhenAStreamEnds() {
        recorder.limits(
                spec -> new RecordingLimits(5 * SECOND, List.of(), Duration.ofSeconds(60)), Duration.ofSeconds(60));

        end(SECOND, false);
        end(6 * SECOND, false);
        end(6 * SECOND, true);
        end(SECOND, true);

        OperationSnapshot snapshot = recorder.snapshot(chat);
        assertThat(snapshot.streams().meanFirstChunkMillis()).hasValue(20);
        assertThat(snapshot.calls()).isEqualTo(2);
        assertThat(snapshot.cancelled()).isEqualTo(2);
        assertThat(snapshot.inFlight()).isZero();
    }

    @Test
    void shouldCountTokensInTheLabelSetWhenAStreamIsCancelled() {
        CallDetails details = new CallDetails(
                Map.of("model", "m"),
                OptionalLong.of(9),
                OptionalLong.of(4),
                OptionalLong.of(MILLI),
                OptionalLong.of(2));
        for (boolean cancelled : new boolean[] {true, false, true}) {
            recorder.started(chat, nowNanos);
            recorder.streamEnded(chat, nowNanos, nowNanos, nowNanos + SECOND, null, cancelled, details);
        }
        recorder.started(chat, nowNanos);
        recorder.ended(
                chat, nowNanos, nowNanos + SECOND, new CompletionException(new CancellationException()), details);
        recorder.started(chat, nowNanos);
        recorder.cancelled(chat, nowNanos, nowNanos + SECOND, details);

        LabelSetSnapshot set = recorder.labelSets().get(0);
        assertThat(set.cancelled()).isEqualTo(4);
        assertThat(set.inputTokens()).isEqualTo(45);
        assertThat(set.outputTokens()).isEqualTo(20);
        assertThat(recorder.snapshot(chat).inFlight()).isZero();
    }

    /** A stream that has no chunk says nothing of its first one. */
    @Test
    void shouldSayNothingOfAFirstChunkWhenNoneCame() {
        long start = nowNanos;
        recorder.started(chat, start);
        recorder.chunk(chat, start, start + MILLI);
        recorder.streamEnded(chat, start, start + MILLI, start + SECOND, null, false, -start, 0);

        assertThat(recorder.snapshot(chat).streams().meanFirstChunkMillis()).isEmpty();
    }

    private void end(long afterNanos, boolean cancelled) {
        long start = nowNanos;
        recorder.started(chat, start);
        long last = start;
        for (int i = 1; i <= 3; i++) {
            recorder.chunk(chat, last, start + 20 * MILLI * i);
            last = start + 20 * MILLI * i;
        }
        recorder.streamEnded(chat, start, last, start + afterNanos, null, cancelled, 20 * MILLI, 3);
    }

    private void deliver(int chunks, long longestMillis) {
        long start = 77 * SECOND;
        recorder.started(chat, start);
        long last = start;
        for (int i = 0; i < chunks; i++) {
            long now = i == 0 ? start + longestMillis * MILLI : last + 1_000;
            recorder.chunk(chat, last, now);
            last = now;
        }
        recorder.streamEnded(chat, start, last, last, null, false, 0, chunks);
    }
}
