package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int THREADS = 8;

    private final FakeTime time = new FakeTime();
    private final Queue<Alert> heard = new ConcurrentLinkedQueue<>();

    @Test
    void shouldSendOneAlertOfATypeWhenManyThreadsBreachWithinTheLimit() throws Exception {
        for (int round = 0; round < 50; round++) {
            heard.clear();
            AnomalyDetector detector = detector(DetectorConfig.builder().latencyThresholdMillis(1));
            together(() -> {
                for (int i = 0; i < 200; i++) {
                    detector.checkLatency("op", 5);
                    detector.checkThroughput(0.5);
                }
            });

            assertThat(heard)
                    .extracting(Alert::type)
                    .containsExactlyInAnyOrder(AlertType.LATENCY, AlertType.THROUGHPUT);
            time.advance(Duration.ofSeconds(300));
            detector.checkLatency("op", 5);
            assertThat(heard.stream()
                            .filter(alert -> alert.type() == AlertType.LATENCY)
                            .mapToLong(alert -> 1 + (long) alert.metadata().get("suppressed"))
                            .sum())
                    .isEqualTo(THREADS * 200L + 1);
        }
    }

    @Test
    void shouldKeepEveryAlertWhenManyThreadsAddToTheHistory() throws Exception {
        int each = 1_000;
        AnomalyDetector detector = detector(DetectorConfig.builder()
                .latencyThresholdMillis(1)
                .alertRateLimit(Duration.ZERO)
                .historySize(THREADS * each));
        together(() -> {
            for (int i = 0; i < each; i++) {
                Alert alert = detector.checkLatency("op", 5).orElseThrow();
                if (i % 100 == 0) {
                    assertThat(detector.alertHistory(null, THREADS * each)).contains(alert);
                }
            }
        });

        assertThat(detector.alertHistory(null, Integer.MAX_VALUE))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(heard);
    }

    @Test
    void shouldHoldTheNewestWhenManyThreadsOverrunTheHistory() throws Exception {
        AnomalyDetector detector = detector(DetectorConfig.builder()
                .latencyThresholdMillis(1)
                .alertRateLimit(Duration.ZERO)
                .historySize(16));
        together(() -> {
            for (int i = 0; i < 1_500; i++) {
                detector.checkLatency("op", 5);
                List<Alert> newest = detector.alertHistory(null, 5);
                assertThat(newest).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(5);
            }
        });

        assertThat(detector.alertHistory(null, 100)).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void shouldCountEveryRequestWhenManyThreadsRecord() throws Exception {
        AnomalyDetector detector = detector(DetectorConfig.builder().errorRateThreshold(0.1));
        together(() -> {
            for (int i = 0; i < 10_000; i++) {
                detector.recordRequest("op" + i % 7, i % 4 != 0);
                if (i % 1_000 == 0) {
                    time.advance(Duration.ofMillis(50));
                }
            }
        });

        assertThat(detector.checkErrorRate(null, Duration.ofSeconds(100))
                        .orElseThrow()
                        .metadata())
                .containsEntry("total_requests", THREADS * 10_000L)
                .containsEntry("total_errors", THREADS * 2_500L);
    }

    private static void together(Runnable task) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            threads.add(new Thread(() -> {
                try {
                    barrier.await();
                    task.run();
                } catch (Throwable thrown) {
                    failures.add(thrown);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private AnomalyDetector detector(DetectorConfig.Builder config) {
        return AnomalyDetector.create(config.build(), heard::add, time, time);
    }
}
