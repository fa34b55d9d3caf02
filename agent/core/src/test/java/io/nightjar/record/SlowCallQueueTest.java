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
                assertThat(queue.offer(i, round, i * 10, i == 0 ? details : null)).isTrue();
            }
            assertThat(queue.offer(9, 9, 9, null)).isFalse();
            for (int i = 0; i < 4; i++) {
                assertThat(queue.poll()).isEqualTo(new SlowCall(i, round, i * 10, i == 0 ? details : null));
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
                    if (!queue.offer(producer, i, -i, null)) {
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
}
