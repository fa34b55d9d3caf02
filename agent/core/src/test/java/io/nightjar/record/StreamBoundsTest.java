package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamBoundsTest {
    private static final long MILLI = 1_000_000;

    private long nowNanos = 5_000_000_000L;
    private final CallRecorder recorder = CallRecorder.create(() -> nowNanos, 2);
    private final int chat = recorder.operation(OperationSpec.of("chat", "client"));

    @Test
    void shouldFindTheLeastBoundThatIsNotSmallerWhenATimeIsGiven() {
        Random random = new Random(7);
        for (int i = 0; i < StreamBounds.COUNT; i++) {
            long bound = StreamBounds.nanos(i);
            assertPlace(bound - 1);
            assertPlace(bound);
            assertPlace(i == StreamBounds.COUNT - 1 ? bound : bound + 1);
        }
        for (int i = 0; i < 100_000; i++) {
            assertPlace(random.nextLong() >>> random.nextInt(Long.SIZE));
        }
        for (long nanos : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertPlace(nanos);
        }
    }

    private static void assertPlace(long nanos) {
        int place = 0;
        while (nanos > StreamBounds.nanos(place)) {
            place++;
        }
        assertThat(StreamBounds.of(nanos)).as("place of %s ns", nanos).isEqualTo(place);
    }

    @Test
    void shouldCountChunksAndFirstChunksByBoundWhenStreamsDeliver() {
        for (int i = 0; i < 3; i++) {
            long start = nowNanos;
            recorder.started(chat, start);
            recorder.chunk(chat, start, start + 2 * MILLI);
            recorder.chunk(chat, start + 2 * MILLI, start + 602 * MILLI);
            nowNanos += 700 * MILLI;
            recorder.streamEnded(chat, start, start + 602 * MILLI, nowNanos, null, i == 2, 2 * MILLI, 2);
        }
        Thread other = new Thread(() -> recorder.chunk(chat, nowNanos, nowNanos + 90_000 * MILLI));
        other.start();
        join(other);

        long[] gaps = new long[StreamBounds.COUNT];
        long[] first = new long[StreamBounds.COUNT];
        recorder.chunkGapsByBound(chat, gaps);
        recorder.firstChunksByBound(chat, first);

        assertThat(gaps).containsExactly(0, 3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1);
        assertThat(first).containsExactly(0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
