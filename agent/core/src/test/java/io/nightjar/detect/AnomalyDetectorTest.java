package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final FakeTime time = new FakeTime();
    private final List<Alert> heard = new ArrayList<>();

    @Test
    void shouldTellALatencyWhenItIsOverTheThreshold() {
        AnomalyDetector detector = detector(DetectorConfig.builder().latencyThresholdMillis(400));

        Alert alert = detector.checkLatency("onnxruntime.run", 812.4).orElseThrow();

        assertThat(alert.message())
                .isEqualTo("Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)");
        assertThat(alert.severity()).isEqualTo(Severity.ERROR);
        assertThat(alert.status()).isEqualTo(AlertStatus.FIRING);
        assertThat(alert.timestamp()).isEqualTo(time.instant());
        assertThat(alert.metadata())
                .containsExactly(
                        Map.entry("operation", "onnxruntime.run"),
                        Map.entry("latency_ms", 812.4),
                        Map.entry("threshold_ms", 400.0),
                        Map.entry("excess_ratio", 2.031),
                        Map.entry("suppressed", 0L));
        assertThat(alert.labels()).isEqualTo(Map.of("operation", "onnxruntime.run"));
        assertThat(alert.toMap().keySet())
                .containsExactly(
                        "alert_type",
                        "severity",
                        "message",
                        "timestamp",
                        "metadata",
                        "id",
                        "status",
                        "fingerprint",
                        "starts_at",
                        "ends_at",
                        "labels");
        assertThat(heard).containsExactly(alert);
    }

    @Test
    void shouldStaySilentWhenAValueEqualsItsThreshold() {
        AnomalyDetector detector = detector(DetectorConfig.builder()
                .latencyThresholdMillis(500)
                .memoryThresholdPercent(90)
                .throughputThresholdPerSecond(10)
                .errorRateThreshold(0.5));
        detector.recordRequest("op", true);
        detector.recordRequest("op", false);

        assertThat(detector.checkLatency("op", 500)).isEmpty();
        assertThat(detector.checkResources(memory(90))).isEmpty();
        assertThat(detector.checkThroughput(10)).isEmpty();
        assertThat(detector.checkErrorRate("op", MINUTE)).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldTellTheErrorRateWhenTooManyRequestsFail() {
        AnomalyDetector detector = detector(DetectorConfig.builder().errorRateThreshold(0.05));
        requests(detector, "vllm_engine", 37, 3);
        requests(detector, "other", 60, 0);

        Alert alert = detector.checkErrorRate("vllm_engine", MINUTE).orElseThrow();

        assertThat(alert.message()).isEqualTo("Error rate threshold exceeded in vllm_engine: 7.50% (threshold: 5.00%)");
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.metadata())
                .containsExactly(
                        Map.entry("component", "vllm_engine"),
                        Map.entry("error_rate", 0.075),
                        Map.entry("threshold", 0.05),
                        Map.entry("window_seconds", 60.0),
                        Map.entry("total_requests", 40L),
                        Map.entry("total_errors", 3L),
                        Map.entry("errors", Map.of()),
                        Map.entry("suppressed", 0L));
    }

    @Test
    void shouldTakeAllOperationsTogetherWhenNoneIsNamed() {
        AnomalyDetector detector = detector(DetectorConfig.builder().errorRateThreshold(0.05));
        requests(detector, "a", 0, 1);
        requests(detector, "b", 1, 0);

        Alert alert = detector.checkErrorRate(null, MINUTE).orElseThrow();

        assertThat(alert.metadata()).containsEntry("component", null).containsEntry("error_rate", 0.5);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldForgetRequestsWhenTheyLeaveTheWindow() {
        AnomalyDetector detector = detector(DetectorConfig.builder());
        requests(detector, "op", 0, 5);

        time.advance(Duration.ofSeconds(61));

        assertThat(detector.checkErrorRate("op", MINUTE)).isEmpty();
        assertThat(detector.checkErrorRate("op", Duration.ofSeconds(120))).isPresent();
        assertThat(detector.checkErrorRate("never seen", MINUTE)).isEmpty();
    }

    @Test
    void shouldJudgeTheGpuWhenBothMemoriesAreGiven() {
        AnomalyDetector detector = detector(DetectorConfig.builder());

        assertThat(detector.checkResources(ResourceReading.builder()
                        .gpuMemoryPercent(50)
                        .memoryPercent(99)
                        .build()))
                .isEmpty();
        Alert alert = detector.checkResources(ResourceReading.builder()
                        .gpuMemoryPercent(95.0)
                        .memoryPercent(10)
                        .cpuPercent(30)
                        .build())
                .orElseThrow();

        assertThat(alert.message()).isEqualTo("GPU memory threshold exceeded: 95.0% (threshold: 90%)");
        assertThat(alert.severity()).isEqualTo(Severity.ERROR);
        assertThat(alert.metadata().keySet())
                .containsExactly(
                        "memory_percent",
                        "threshold_percent",
                        "cpu_percent",
                        "memory_type",
                        "device",
                        "device_name",
                        "suppressed");
        assertThat(alert.metadata())
                .containsEntry("memory_percent", 95.0)
                .containsEntry("threshold_percent", 90.0)
                .containsEntry("cpu_percent", 30.0)
                .containsEntry("memory_type", "gpu")
                .containsEntry("device", null);
    }

    @Test
    void shouldJudgeSystemMemoryWhenNothingIsKnownOfAGpu() {
        Alert alert =
                detector(DetectorConfig.builder()).checkResources(memory(91)).orElseThrow();

        assertThat(alert.message()).isEqualTo("Memory threshold exceeded: 91.0% (threshold: 90%)");
        assertThat(alert.metadata()).containsEntry("memory_type", "system").containsEntry("cpu_percent", null);
        assertThat(detector(DetectorConfig.builder())
                        .checkResources(ResourceReading.builder().build()))
                .isEmpty();
    }

    @Test
    void shouldGradeMemoryByTheRoomThatIsLeftWhenItIsOverTheThreshold() {
        assertThat(memorySeverity(90, 94.9)).isEqualTo(Severity.WARNING);
        assertThat(memorySeverity(90, 95)).isEqualTo(Severity.ERROR);
        assertThat(memorySeverity(90, 99)).isEqualTo(Severity.CRITICAL);
        assertThat(memorySeverity(95, 97.5)).isEqualTo(Severity.ERROR);
        assertThat(memorySeverity(99, 100)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldTellTheThroughputWhenItIsUnderTheThreshold() {
        AnomalyDetector detector = detector(
                DetectorConfig.builder().throughputThresholdPerSecond(10).alertRateLimit(Duration.ZERO));

        Alert half = detector.checkThroughput(5.0).orElseThrow();
        Alert none = detector.checkThroughput(0).orElseThrow();

        assertThat(half.message()).isEqualTo("Throughput below threshold: 5.00rps (threshold: 10rps)");
        assertThat(half.severity()).isEqualTo(Severity.ERROR);
        assertThat(half.metadata().keySet())
                .containsExactly("throughput_rps", "threshold_rps", "window_seconds", "deficit_ratio", "suppressed");
        assertThat(half.metadata()).containsEntry("deficit_ratio", 2.0);
        assertThat(none.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(none.metadata()).containsEntry("deficit_ratio", null);
    }

    @Test
    void shouldIncludeTheRatioWhenItEqualsABand() {
        DetectorConfig.Builder config =
                DetectorConfig.builder().latencyThresholdMillis(100).alertRateLimit(Duration.ZERO);
        AnomalyDetector detector = detector(config);

        assertThat(detector.checkLatency("op", 199.9).orElseThrow().severity()).isEqualTo(Severity.WARNING);
        assertThat(detector.checkLatency("op", 200).orElseThrow().severity()).isEqualTo(Severity.ERROR);
        assertThat(detector.checkLatency("op", 299.9).orElseThrow().severity()).isEqualTo(Severity.ERROR);
        assertThat(detector.checkLatency("op", 300).orElseThrow().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldTellWhatWasHeldBackWhenTheLimitReopens() {
        AnomalyDetector detector = detector(DetectorConfig.builder().latencyThresholdMillis(100));
        detector.checkLatency("a", 150);

        assertThat(detector.checkLatency("a", 450)).isEmpty();
        assertThat(detector.checkLatency("b", 210)).isEmpty();
        assertThat(detector.checkThroughput(0)).isPresent();
        time.advance(Duration.ofSeconds(300));
        Alert alert = detector.checkLatency("b", 110).orElseThrow();

        assertThat(alert.metadata()).containsEntry("suppressed", 2L).containsEntry("suppressed_worst", "critical");
        assertThat(detector.alertHistory(AlertType.LATENCY, 10)).hasSize(2);
    }

    @Test
    void shouldKeepOperationsApartWhenTheLimitIsPerOperation() {
        AnomalyDetector detector =
                detector(DetectorConfig.builder().latencyThresholdMillis(1).rateLimitScope(RateLimitScope.OPERATION));

        assertThat(detector.checkLatency("a", 2)).isPresent();
        assertThat(detector.checkLatency("b", 2)).isPresent();
        assertThat(detector.checkLatency("a", 2)).isEmpty();
    }

    @Test
    void shouldLetAWorseAlertPassWhenEscalationPasses() {
        AnomalyDetector detector =
                detector(DetectorConfig.builder().latencyThresholdMillis(100).escalationPasses(true));

        assertThat(detector.checkLatency("a", 150)).isPresent();
        assertThat(detector.checkLatency("a", 150)).isEmpty();
        assertThat(detector.checkLatency("a", 250)).isPresent();
        assertThat(detector.checkLatency("a", 250)).isEmpty();
    }

    @Test
    void shouldKeepToDurationsWhenTheWallClockJumps() {
        AnomalyDetector detector = detector(DetectorConfig.builder().latencyThresholdMillis(1));
        Alert first = detector.checkLatency("a", 2).orElseThrow();

        time.jumpWall(Duration.ofDays(1));
        assertThat(detector.checkLatency("a", 2)).isEmpty();
        time.jumpWall(Duration.ofDays(-3));
        time.advance(Duration.ofSeconds(300));
        Alert second = detector.checkLatency("a", 2).orElseThrow();

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(detector.alertHistory(null, 10)).containsExactly(first, second);
    }

    @Test
    void shouldDoNothingWhenDisabled() {
        AnomalyDetector detector = detector(DetectorConfig.builder().enabled(false));
        requests(detector, "op", 0, 10);

        assertThat(detector.checkLatency("op", 1e9)).isEmpty();
        assertThat(detector.checkErrorRate("op", MINUTE)).isEmpty();
        assertThat(detector.checkThroughput(0)).isEmpty();
        assertThat(detector.checkResources(memory(100))).isEmpty();
        assertThat(detector.alertHistory(null, 10)).isEmpty();
    }

    @Test
    void shouldKeepTheNewestOldestFirstWhenTheHistoryIsFull() {
        AnomalyDetector detector = detector(DetectorConfig.builder()
                .latencyThresholdMillis(1)
                .alertRateLimit(Duration.ZERO)
                .historySize(3));
        for (int i = 2; i < 8; i++) {
            detector.checkLatency("op" + i, i);
        }
        detector.checkThroughput(0.5);

        assertThat(detector.alertHistory(null, 10))
                .extracting(Alert::type)
                .containsExactly(AlertType.LATENCY, AlertType.LATENCY, AlertType.THROUGHPUT);
        assertThat(detector.alertHistory(AlertType.LATENCY, 1))
                .extracting(alert -> alert.metadata().get("operation"))
                .containsExactly("op7");
        assertThat(detector.alertHistory(AlertType.MEMORY, 10)).isEmpty();
        assertThat(detector.alertHistory(null, 0)).isEmpty();
    }

    @Test
    void shouldCountAndGoOnWhenTheListenerThrows() {
        AnomalyDetector detector =
                AnomalyDetector.create(DetectorConfig.builder().build(), alert -> {
                    throw new IllegalStateException("broken listener");
                });

        assertThat(detector.checkLatency("op", 5_000)).isPresent();
        assertThat(detector.listenerFailures()).isEqualTo(1);
        assertThat(detector.alertHistory(null, 1)).hasSize(1);
    }

    @Test
    void shouldSayWhatIsWrongWhenInputIsBad() {
        AnomalyDetector detector = detector(DetectorConfig.builder());
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            refused("latencyMillis", () -> detector.checkLatency("op", bad));
            refused("requestsPerSecond", () -> detector.checkThroughput(bad));
            refused("gpuMemoryPercent", () -> ResourceReading.builder().gpuMemoryPercent(bad));
            refused("memoryPercent", () -> ResourceReading.builder().memoryPercent(bad));
            refused("cpuPercent", () -> ResourceReading.builder().cpuPercent(bad));
            refused("latencyThresholdMillis", () -> DetectorConfig.builder().latencyThresholdMillis(bad));
            refused(
                    "throughputThresholdPerSecond",
                    () -> DetectorConfig.builder().throughputThresholdPerSecond(bad));
            refused("errorRateThreshold", () -> DetectorConfig.builder().errorRateThreshold(bad));
            refused("memoryThresholdPercent", () -> DetectorConfig.builder().memoryThresholdPercent(bad));
            refused("error", () -> new SeverityBands(bad, 3));
            refused("critical", () -> new SeverityBands(2, bad));
        }
        refused("operation", () -> detector.checkLatency(null, 1));
        refused("operation", () -> detector.recordRequest(null, true));
        refused("reading", () -> detector.checkResources(null));
        refused("window", () -> detector.checkErrorRate("op", null));
        refused("window", () -> detector.checkErrorRate("op", Duration.ofSeconds(-1)));
        refused("limit", () -> detector.alertHistory(null, -1));
        refused("config", () -> AnomalyDetector.create(null));
        refused(
                "listener",
                () -> AnomalyDetector.create(DetectorConfig.builder().build(), null));
        refused("errorRateThreshold", () -> DetectorConfig.builder().errorRateThreshold(1.01));
        refused("memoryThresholdPercent", () -> DetectorConfig.builder().memoryThresholdPercent(100.5));
        refused("historySize", () -> DetectorConfig.builder().historySize(-1));
        refused("alertRateLimit", () -> DetectorConfig.builder().alertRateLimit(Duration.ofMillis(-1)));
        refused("alertRateLimit", () -> DetectorConfig.builder().alertRateLimit(null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorConfig.builder().errorRateThreshold(5))
                .withMessage("errorRateThreshold must be between 0 and 1, was 5.0");
    }

    private static void refused(String argument, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(argument + " must ");
    }

    private Severity memorySeverity(double threshold, double percent) {
        return detector(DetectorConfig.builder().memoryThresholdPercent(threshold))
                .checkResources(memory(percent))
                .orElseThrow()
                .severity();
    }

    private static ResourceReading memory(double percent) {
        return ResourceReading.builder().memoryPercent(percent).build();
    }

    private static void requests(AnomalyDetector detector, String operation, int succeeded, int failed) {
        for (int i = 0; i < succeeded + failed; i++) {
            detector.recordRequest(operation, i < succeeded);
        }
    }

    private AnomalyDetector detector(DetectorConfig.Builder config) {
        return AnomalyDetector.create(config.build(), heard::add, time, time);
    }
}
