package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowCallQueueTest {
    @Test
    void shouldGiveInOrderWhenOneThreadOffers() {
        SlowCallQueue queue = new SlowCallQueue(4);
        CallDetails details = new CallDetails(
                Map.of("model", "m"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        for (int round = 0; round < 5; round++) {
            assertThat(queue.isEmpty()).isTrue();
            for (int i = 0; i < 4; i++) {
                assertThat(queue.offer(i, round, i * 10, i == 0 ? details : null, null))
                        .isTrue();
            }
            assertThat(queue.offer(9, 9, 9, null, null)).isFalse();
            for (int i = 0; i < 4; i++) {
                assertThat(queue.poll()).isEqualTo(new SlowCall(i, round, i * 10, i == 0 ? details : null, null));
            }
            assertThat(queue.poll()).isNull();
        }
    }

    @Test
    void shouldNeitherLoseNorDoubleWhenManyThreadsOffer() throws InterruptedException {
        int producers = 4;
        int each = 50_000;
        SlowCallQueue queue = new SlowCallQueue(64);
        AtomicLong refused = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            threads.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    if (!queue.offer(producer, i, -i, null, null)) {
                        refused.getAndIncrement();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        long[] last = {-1, -1, -1, -1};
        long polled = 0;
        while (threads.stream().anyMatch(Thread::isAlive) || !queue.isEmpty()) {
            for (SlowCall call = queue.poll(); call != null; call = queue.poll()) {
                assertThat(call.endNanos()).isEqualTo(-call.startNanos());
                assertThat(call.startNanos()).isGreaterThan(last[call.operationId()]);
                last[call.operationId()] = call.startNanos();
                polled++;
            }
        }

        assertThat(polled + refused.get()).isEqualTo((long) producers * each);
    }

    /** Offers at every depth near the end of its stack. */
    private static final class Overflowing implements Runnable {
        private final SlowCallQueue queue;
        private final int padding;

        Overflowing(SlowCallQueue queue, int padding) {
            this.queue = queue;
            this.padding = padding;
        }

        @Override
        public void run() {
            deeper(padding);
        }

        private void deeper(int words) {
            try {
                if (words > 0) {
                    padded(1, 2, 3, words);
                } else {
                    deeper(0);
                }
            } catch (StackOverflowError end) {
                // The frames above this one try in their turn.
            }
            try {
                queue.offer(1, 2, 3, null, null);
            } catch (StackOverflowError end) {
                // Refused.
            }
        }

        private long padded(long a, long b, long c, int words) {
            deeper(words - 1);
            return a + b + c;
        }
    }

    @Test
    void shouldGoOnHandingOverWhenAnOfferFoundTheEndOfItsStack() throws InterruptedException {
        for (int padding = 0; padding < 100; padding++) {
            SlowCallQueue queue = new SlowCallQueue(1_024);
            Thread thread = new Thread(null, new Overflowing(queue, padding), "deep", 256 << 10);
            thread.start();
            thread.join();
            for (SlowCall call = queue.poll(); call != null; call = queue.poll()) {
                assertThat(call).isEqualTo(new SlowCall(1, 2, 3, null, null));
            }

            assertThat(queue.offer(4, 5, 6, null, null)).isTrue();
            assertThat(queue.poll()).as("after padding " + padding).isEqualTo(new SlowCall(4, 5, 6, null, null));
        }
    }
}
