package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.record.CallRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastRuleTest {
    private final FakeTime time = new FakeTime();
    private final List<Alert> alerts = new ArrayList<>();
    private List<MemoryReading> memory = List.of();

    @Test
    void shouldSayWhenAMemoryWillBeFullBeforeItsThresholdIsCrossed() {
        Detector detector = detector(Duration.ofMinutes(30));
        for (int i = 0; i < 120; i++) {
            seconds(detector, 5, reading(MemoryKind.GPU, "GPU-1", 50 + i / 4.0), reading(MemoryKind.GPU, "GPU-2", 50));
        }

        Alert alert = forecasts().get(0);
        assertThat(forecasts()).extracting(Alert::fingerprint).containsOnly(alert.fingerprint());
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.message())
                .matches("GPU memory will be full in \\dm( \\d+s)? to 1\\dm( \\d+s)? at 180\\.0% per hour \\(now"
                        + " [67]\\d\\.\\d%\\)");
        assertThat(alert.metadata().keySet())
                .containsExactly(
                        "memory_type",
                        "device",
                        "memory_percent",
                        "full_in_seconds_low",
                        "full_in_seconds_high",
                        "slope_percent_per_hour",
                        "observed_seconds",
                        "suppressed");
        assertThat(alert.metadata()).containsEntry("memory_type", "gpu").containsEntry("device", "GPU-1");
        assertThat(alert.labels()).containsEntry("memory_type", "gpu").containsEntry("device", "GPU-1");
    }

    @Test
    void shouldForetellEachMemoryOnItsOwnWhateverTheLimit() {
        Detector detector = detector(Duration.ofMinutes(30));
        for (int i = 0; i < 150; i++) {
            seconds(
                    detector,
                    5,
                    reading(MemoryKind.GPU, "GPU-1", 30 + i / 3.0),
                    reading(MemoryKind.GPU, "GPU-2", 30 + i / 3.0),
                    reading(MemoryKind.DIRECT, null, 30 + i / 3.0));
        }

        assertThat(forecasts()).hasSize(3);
    }

    @Test
    void shouldSayNothingMoreWhileAnAlertAboutTheThresholdMayBeOpen() {
        Detector detector = detector(Duration.ofMinutes(30));
        for (int i = 0; i < 12; i++) {
            seconds(detector, 5, reading(MemoryKind.DIRECT, null, 40 + i * 5));
        }
        for (int i = 0; i < 12; i++) {
            seconds(detector, 5, reading(MemoryKind.DIRECT, null, 88 + i / 2.0));
        }

        assertThat(forecasts()).isEmpty();
        assertThat(alerts).anySatisfy(alert -> assertThat(alert.type()).isEqualTo(AlertType.MEMORY));
    }

    @Test
    void shouldEndWhenTheThresholdIsCrossedOrTheGrowthIsOver() {
        Detector detector = detector(Duration.ofMinutes(30));
        for (int i = 0; i < 60; i++) {
            seconds(detector, 5, reading(MemoryKind.DIRECT, null, 40 + i / 2.0));
        }
        assertThat(forecasts()).hasSize(1);
        for (int i = 0; i < 60; i++) {
            seconds(detector, 5, reading(MemoryKind.DIRECT, null, 70));
        }

        assertThat(alerts).last().satisfies(alert -> {
            assertThat(alert.type()).isEqualTo(AlertType.FORECAST);
            assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED);
        });
    }

    @Test
    void shouldSayNothingWhenItIsOffStaleOrResized() {
        Detector off = detector(Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            seconds(off, 5, reading(MemoryKind.DIRECT, null, 30 + i / 2.0));
        }
        Detector stale = detector(Duration.ofMinutes(30));
        MemoryReading stuck = reading(MemoryKind.DIRECT, null, 80);
        for (int i = 0; i < 300; i++) {
            seconds(stale, 5, stuck);
        }
        Detector resized = detector(Duration.ofMinutes(30));
        for (int i = 0; i < 300; i++) {
            long limit = 1_000 - i / 5;
            seconds(
                    resized,
                    5,
                    reading(MemoryKind.CONTAINER, null, 500 * 100.0 / limit, limit, OptionalDouble.empty()));
        }

        assertThat(forecasts()).isEmpty();
    }

    @Test
    void shouldGoByWhatCollectionsLeaveWhenItIsTheHeap() {
        Detector detector = detector(Duration.ofMinutes(30));
        for (int i = 0; i < 120; i++) {
            seconds(detector, 5, reading(MemoryKind.HEAP, null, 20 + i / 2.0, 1_000, OptionalDouble.empty()));
        }
        for (int i = 0; i < 120; i++) {
            double kept = 21 + i / 12 % 2 / 10.0;
            seconds(detector, 5, reading(MemoryKind.HEAP, null, 20 + i / 2.0, 1_000, OptionalDouble.of(kept)));
        }
        assertThat(forecasts()).isEmpty();
        for (int i = 0; i < 200; i++) {
            double kept = 21 + i / 3;
            seconds(detector, 5, reading(MemoryKind.HEAP, null, 75, 1_000, OptionalDouble.of(kept)));
        }

        assertThat(forecasts()).isNotEmpty();
        assertThat(forecasts().get(0).message())
                .startsWith("Heap memory will be full in ")
                .endsWith(" (now 75.0%)");
    }

    private Detector detector(Duration ahead) {
        TestSettings settings = new TestSettings();
        settings.stated = new StatedSettings(List.of(), List.of(), ahead);
        return new Detector(
                CallRecorder.create(time, 2),
                settings.build(),
                time,
                time,
                () -> memory,
                (start, end) -> OptionalDouble.empty(),
                operation -> List.of(),
                this::take);
    }

    private void take(Notice notice) {
        if (notice.kind() == NoticeKind.NOTIFICATION) {
            alerts.add(notice.alert());
        }
    }

    private void seconds(Detector detector, int seconds, MemoryReading... readings) {
        memory = List.of(readings);
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            detector.tick();
        }
    }

    private MemoryReading reading(MemoryKind kind, @Nullable String device, double percent) {
        return reading(kind, device, percent, 1_000, OptionalDouble.empty());
    }

    private MemoryReading reading(
            MemoryKind kind, @Nullable String device, double percent, long limit, OptionalDouble kept) {
        return new MemoryReading(
                kind, device, device, percent, OptionalDouble.empty(), time.nanoTime(), OptionalLong.of(limit), kept);
    }

    private List<Alert> forecasts() {
        List<Alert> found = new ArrayList<>();
        for (Alert alert : alerts) {
            if (alert.type() == AlertType.FORECAST && alert.status() == AlertStatus.FIRING) {
                found.add(alert);
            }
        }
        return found;
    }
}
