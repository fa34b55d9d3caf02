package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Cases;
import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdPropertyTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private final FakeTime time = new FakeTime();

    @Test
    void shouldTellALatencyIfAndOnlyIfItIsOverItsThreshold() {
        Cases.check(1_000, random -> {
            double threshold = threshold(random, 2_000);
            double value = around(random, threshold);
            AnomalyDetector detector = detector(DetectorConfig.builder().latencyThresholdMillis(threshold));
            assertThat(detector.checkLatency("op", value).isPresent()).isEqualTo(value > threshold);
        });
    }

    @Test
    void shouldTellMemoryIfAndOnlyIfItIsOverItsThreshold() {
        Cases.check(1_000, random -> {
            double threshold = threshold(random, 100);
            double value = Math.min(100, around(random, threshold));
            AnomalyDetector detector = detector(DetectorConfig.builder().memoryThresholdPercent(threshold));
            ResourceReading reading = random.nextBoolean()
                    ? ResourceReading.builder().memoryPercent(value).build()
                    : ResourceReading.builder()
                            .gpuMemoryPercent(value)
                            .memoryPercent(around(random, 100))
                            .build();
            assertThat(detector.checkResources(reading).isPresent()).isEqualTo(value > threshold);
        });
    }

    @Test
    void shouldTellThroughputIfAndOnlyIfItIsUnderItsThreshold() {
        Cases.check(1_000, random -> {
            double threshold = threshold(random, 500);
            double value = around(random, threshold);
            AnomalyDetector detector = detector(DetectorConfig.builder().throughputThresholdPerSecond(threshold));
            assertThat(detector.checkThroughput(value).isPresent()).isEqualTo(value < threshold);
        });
    }

    @Test
    void shouldTellAnErrorRateIfAndOnlyIfItIsOverItsThreshold() {
        Cases.check(1_000, random -> {
            int requests = random.nextInt(60);
            int errors = requests == 0 ? 0 : random.nextInt(requests + 1);
            double threshold =
                    random.nextInt(3) == 0 && requests > 0 ? (double) errors / requests : random.nextInt(101) / 100.0;
            AnomalyDetector detector = detector(DetectorConfig.builder().errorRateThreshold(threshold));
            for (int i = 0; i < requests; i++) {
                detector.recordRequest("op", i >= errors);
            }
            boolean over = requests > 0 && (double) errors / requests > threshold;
            assertThat(detector.checkErrorRate("op", MINUTE).isPresent()).isEqualTo(over);
            assertThat(detector(DetectorConfig.builder()).checkErrorRate(null, MINUTE))
                    .isEmpty();
        });
    }

    @Test
    void shouldNotBecomeMilderWhenTheRatioGrows() {
        Cases.check(200, random -> {
            double threshold = threshold(random, 99) + 0.5;
            DetectorConfig.Builder config = DetectorConfig.builder()
                    .alertRateLimit(Duration.ZERO)
                    .latencyThresholdMillis(threshold)
                    .throughputThresholdPerSecond(threshold)
                    .memoryThresholdPercent(threshold);
            AnomalyDetector detector = detector(config);
            Severity latency = Severity.WARNING;
            Severity throughput = Severity.WARNING;
            Severity memory = Severity.WARNING;
            for (double step = 0.01; step < 5; step += 0.05) {
                latency = worse(latency, detector.checkLatency("op", threshold * (1 + step)));
                throughput = worse(throughput, detector.checkThroughput(threshold / (1 + step)));
                double percent = threshold + (100 - threshold) * step / 5;
                memory = worse(
                        memory,
                        detector.checkResources(ResourceReading.builder()
                                .gpuMemoryPercent(percent)
                                .build()));
            }
            assertThat(latency).isEqualTo(Severity.CRITICAL);
            assertThat(throughput).isEqualTo(Severity.CRITICAL);
            assertThat(memory).isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void shouldAccountForEveryBreachWhenSomeAreHeldBack() {
        Cases.check(200, random -> {
            List<Alert> heard = new ArrayList<>();
            AnomalyDetector detector = AnomalyDetector.create(
                    DetectorConfig.builder()
                            .latencyThresholdMillis(10)
                            .historySize(20)
                            .alertRateLimit(Duration.ofSeconds(30))
                            .escalationPasses(random.nextBoolean())
                            .build(),
                    heard::add,
                    time,
                    time);
            long breaches = 0;
            List<Alert> sent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                time.advance(Duration.ofMillis(random.nextInt(5_000)));
                double value = random.nextDouble() * 40;
                breaches += value > 10 ? 1 : 0;
                detector.checkLatency("op", value).ifPresent(sent::add);
            }
            time.advance(Duration.ofSeconds(30));
            detector.checkLatency("op", 11).ifPresent(sent::add);

            long told = sent.stream()
                    .mapToLong(alert -> (long) alert.metadata().get("suppressed"))
                    .sum();
            assertThat(told + sent.size()).isEqualTo(breaches + 1);
            assertThat(heard).isEqualTo(sent);
            assertThat(detector.alertHistory(null, 1_000))
                    .isEqualTo(sent.subList(Math.max(0, sent.size() - 20), sent.size()));
        });
    }

    private static Severity worse(Severity before, Optional<Alert> alert) {
        assertThat(alert.orElseThrow().severity()).isGreaterThanOrEqualTo(before);
        return alert.orElseThrow().severity();
    }

    private static double threshold(Random random, int most) {
        return random.nextBoolean() ? random.nextInt(most) : random.nextDouble() * most;
    }

    private static double around(Random random, double threshold) {
        return switch (random.nextInt(4)) {
            case 0 -> threshold;
            case 1 -> Math.nextUp(threshold);
            case 2 -> Math.max(0, Math.nextDown(threshold));
            default -> threshold * 2 * random.nextDouble();
        };
    }

    private AnomalyDetector detector(DetectorConfig.Builder config) {
        return AnomalyDetector.create(config.build(), alert -> {}, time, time);
    }
}
