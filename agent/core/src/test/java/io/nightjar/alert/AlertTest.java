package io.nightjar.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AlertTest {
    private static final Instant WHEN = Instant.parse("2026-11-22T14:03:11Z");

    @Test
    void shouldHaveTheKeysOfItsJsonWhenMapped() {
        Alert alert = new Alert(
                AlertType.ERROR_RATE,
                Severity.CRITICAL,
                "m",
                WHEN,
                Map.of(),
                "id",
                AlertStatus.RESOLVED,
                "f",
                WHEN,
                WHEN.plusMillis(5),
                Map.of());

        assertThat(alert.toMap())
                .containsExactly(
                        Map.entry("alert_type", "error_rate"),
                        Map.entry("severity", "critical"),
                        Map.entry("message", "m"),
                        Map.entry("timestamp", "2026-11-22T14:03:11.000Z"),
                        Map.entry("metadata", Map.of()),
                        Map.entry("id", "id"),
                        Map.entry("status", "resolved"),
                        Map.entry("fingerprint", "f"),
                        Map.entry("starts_at", "2026-11-22T14:03:11.000Z"),
                        Map.entry("ends_at", "2026-11-22T14:03:11.005Z"),
                        Map.entry("labels", Map.of()));
    }

    @Test
    void shouldKeepItsFiguresWhenTheCallersMapChanges() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("device", null);
        Alert alert = new Alert(
                AlertType.MEMORY,
                Severity.WARNING,
                "m",
                WHEN,
                metadata,
                "id",
                AlertStatus.FIRING,
                "f",
                WHEN,
                null,
                Map.of());

        metadata.put("device", "changed");

        assertThat(alert.metadata()).containsEntry("device", null);
        assertThatThrownBy(() -> alert.metadata().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldGiveOneFingerprintWhenOnlyTheOrderOfLabelsDiffers() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");

        assertThat(Fingerprints.of(AlertType.LATENCY, one))
                .isEqualTo(Fingerprints.of(AlertType.LATENCY, other))
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(Fingerprints.of(AlertType.STUCK, one))
                .isNotEqualTo(Fingerprints.of(AlertType.LATENCY, Map.of("a", "12", "b", "")))
                .isNotEqualTo(Fingerprints.of(AlertType.LATENCY, Map.of("a", "1")));
    }

    @Test
    void shouldGrowWhenTheWallClockIsSetBack() {
        AlertIds ids = new AlertIds();
        List<String> given = new ArrayList<>();
        for (long millis : new long[] {1_000, 1_000, 500, 2_000, 0}) {
            given.add(ids.next(millis));
        }

        assertThat(given).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-HJKMNP-TV-Z]{26}"));
    }

    @Test
    void shouldHoldTheTimeWhenItIsAUlid() {
        assertThat(new AlertIds().next(1_469_918_176_385L)).startsWith("01ARYZ6S41");
    }

    @Test
    void shouldBeUniqueWhenManyThreadsAsk() throws Exception {
        AlertIds ids = new AlertIds();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<List<String>> ask = () -> {
            List<String> given = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                given.add(ids.next(1));
            }
            return given;
        };

        Set<String> all = new HashSet<>();
        for (Future<List<String>> given : threads.invokeAll(List.of(ask, ask, ask, ask))) {
            assertThat(given.get()).isSorted();
            all.addAll(given.get());
        }
        threads.shutdown();

        assertThat(all).hasSize(80_000);
    }
}
