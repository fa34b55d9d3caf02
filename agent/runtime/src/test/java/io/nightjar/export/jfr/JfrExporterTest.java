package io.nightjar.export.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.RecordingLimits;
import io.nightjar.sample.SpyLog;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrExporterTest {
    @TempDir
    private Path directory;

    private final SpyLog log = new SpyLog();
    private final AtomicInteger wakes = new AtomicInteger();
    private final CallRecorder recorder = CallRecorder.create(NanoClock.SYSTEM, 2);
    private final int operation = recorder.operation(OperationSpec.of("Engine.infer", "engine"));
    private @Nullable AlertListener listener;
    private final JfrExporter exporter = new JfrExporter(
            recorder, heard -> listener = heard, spec -> 50_000_000L, wakes::incrementAndGet, log.log());

    JfrExporterTest() {
        recorder.limits(
                spec -> new RecordingLimits(50_000_000, List.of(), Duration.ofSeconds(60)), Duration.ofSeconds(60));
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    @Test
    void shouldWriteSlowAndFailedCallsWhileARecordingRuns() throws IOException {
        try (Recording recording = started()) {
            exporter.run();
            call(10_000_000, null, "m");
            call(70_000_000, null, "m");
            call(20_000_000, new IllegalStateException("secret"), null);
            call(80_000_000, new IllegalStateException("secret"), "m");
            exporter.write();

            List<RecordedEvent> events = eventsOf(recording);

            assertThat(names(events))
                    .containsExactlyInAnyOrder(
                            "nightjar.SlowCall", "nightjar.SlowCall", "nightjar.FailedCall", "nightjar.FailedCall");
            RecordedEvent slow = ofType(events, "nightjar.SlowCall").get(0);
            assertThat(slow.getString("operation")).isEqualTo("Engine.infer");
            assertThat(slow.getString("model")).isEqualTo("m");
            assertThat(slow.getDuration("latency")).isEqualTo(Duration.ofMillis(70));
            assertThat(slow.getDuration("threshold")).isEqualTo(Duration.ofMillis(50));
            RecordedEvent failed = ofType(events, "nightjar.FailedCall").get(0);
            assertThat(failed.getString("exception")).isEqualTo("java.lang.IllegalStateException");
            assertThat(failed.getString("model")).isNull();
            assertThat(failed.getDuration("latency")).isEqualTo(Duration.ofMillis(20));
            assertThat(events.toString()).doesNotContain("secret");
        }
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldWriteAlertsThatPeopleHearOfWhileARecordingRuns() throws IOException {
        try (Recording recording = started()) {
            exporter.run();
            notice(AlertStatus.FIRING, NoticeKind.NOTIFICATION);
            notice(AlertStatus.FIRING, NoticeKind.CONDITION);
            notice(AlertStatus.FIRING, NoticeKind.SILENCED);
            notice(AlertStatus.RESOLVED, NoticeKind.NOTIFICATION);

            List<RecordedEvent> events = eventsOf(recording);

            assertThat(names(events)).containsExactly("nightjar.Alert");
            RecordedEvent alert = events.get(0);
            assertThat(alert.getString("operation")).isEqualTo("Engine.infer");
            assertThat(alert.getString("model")).isNull();
            assertThat(alert.getString("alertType")).isEqualTo("error_rate");
            assertThat(alert.getString("severity")).isEqualTo("critical");
            assertThat(alert.getString("fingerprint")).isEqualTo("00ff");
        }
    }

    @Test
    void shouldTakeNothingWhenTheRecordingHasEndedOrWantsNothing() throws IOException {
        try (Recording first = started()) {
            exporter.run();
            assertThat(listener).isNotNull();
            first.stop();
            exporter.run();
            assertThat(listener).isNull();
            call(70_000_000, null, null);
            try (Recording second = new Recording()) {
                second.disable("nightjar.SlowCall");
                second.disable("nightjar.FailedCall");
                second.disable("nightjar.Alert");
                second.start();
                exporter.run();
                assertThat(listener).isNull();
                call(70_000_000, null, null);
                exporter.write();

                assertThat(eventsOf(second)).isEmpty();
            }
        }
        assertThat(wakes).hasValue(0);
    }

    @Test
    void shouldBeUnknownToTheRecorderWhenItIsClosedAndKnownAgainWhenThereIsAnother() throws IOException {
        try (Recording recording = started()) {
            exporter.run();
            assertThat(knownTypes()).hasSize(3);

            exporter.close();

            assertThat(knownTypes()).isEmpty();
            assertThat(listener).isNull();
            call(70_000_000, null, null);
            exporter.run();
            assertThat(knownTypes()).isEmpty();
            try (JfrExporter next = new JfrExporter(
                    recorder, heard -> listener = heard, spec -> 50_000_000L, wakes::incrementAndGet, log.log())) {
                next.run();
                call(71_000_000, null, null);
                next.write();

                List<RecordedEvent> events = eventsOf(recording);
                assertThat(names(events)).containsExactly("nightjar.SlowCall");
                assertThat(events.get(0).getDuration("latency")).isEqualTo(Duration.ofMillis(71));
            }
        }
    }

    @Test
    void shouldCountWhatIsMissingAndWakeOnceWhenCallsFailByTheThousand() throws IOException {
        try (Recording recording = started()) {
            exporter.run();
            for (int i = 0; i < 3_000; i++) {
                call(1_000, new IllegalStateException(), null);
            }
            assertThat(wakes).hasValue(1);
            exporter.write();
            exporter.run();

            assertThat(eventsOf(recording)).hasSize(1_024);
            assertThat(log.failures()).containsExactly(entry("export.jfr.dropped", 1_976L));
            call(1_000, new IllegalStateException(), null);
            exporter.write();
            assertThat(eventsOf(recording)).hasSize(1_025);
        }
    }

    private void call(long elapsedNanos, @Nullable Throwable thrown, @Nullable String model) {
        long end = System.nanoTime() + 200_000_000L;
        recorder.started(operation, end - elapsedNanos);
        if (model == null) {
            recorder.ended(operation, end - elapsedNanos, end, thrown);
        } else {
            CallDetails details = new CallDetails(
                    Map.of("model", model),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
            recorder.ended(operation, end - elapsedNanos, end, thrown, details);
        }
    }

    private void notice(AlertStatus status, NoticeKind kind) {
        Instant now = Instant.now();
        Alert alert = new Alert(
                AlertType.ERROR_RATE,
                Severity.CRITICAL,
                "message",
                now,
                Map.of(),
                "id",
                status,
                "00ff",
                now,
                status == AlertStatus.FIRING ? null : now,
                Map.of("operation", "Engine.infer"));
        assertThat(listener).isNotNull();
        listener.onNotice(Notice.of(alert, kind, Set.of("log")));
    }

    private static Recording started() {
        Recording recording = new Recording();
        recording.start();
        return recording;
    }

    private List<RecordedEvent> eventsOf(Recording recording) throws IOException {
        Path file = directory.resolve("recording-" + System.nanoTime() + ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("nightjar."))
                .toList();
    }

    private static List<RecordedEvent> ofType(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static List<String> names(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getEventType().getName()).toList();
    }

    private static List<String> knownTypes() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(type -> type.getName())
                .filter(name -> name.startsWith("nightjar."))
                .toList();
    }
}
