package io.nightjar.sink.spool;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.Notices;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.sink.Settings;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import io.nightjar.sink.spool.JournalRecord.Done;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.Refused;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a spool may meet that it did not make itself. */
class SpoolOdditiesTest {
    @TempDir
    Path temporary;

    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private final LogLines lines = new LogLines();
    private final List<AlertDispatcher> dispatchers = new ArrayList<>();

    @AfterEach
    void stop() {
        dispatchers.forEach(AlertDispatcher::close);
        receiver.close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotHangOnPipesWithTheNamesOfItsFiles() throws Exception {
        Path lockIsPipe = Files.createDirectories(spool().resolve("process-1-a"));
        pipe(lockIsPipe.resolve("lock"));
        Path journalIsPipe = orphan(raised("b"));
        Files.delete(journalIsPipe.resolve("journal"));
        pipe(journalIsPipe.resolve("journal"));
        Path newIsPipe = orphan(new Raised(Delivery.notification(now("c")), Set.of("webhook", "slack"), Set.of()));
        pipe(newIsPipe.resolve("journal.new"));
        pipe(spool().resolve("set-aside"));

        AlertDispatcher dispatcher = start();
        Notices.notify(dispatcher, now("a"));
        receiver.awaitRequests(3);

        assertThat(receiver.ids())
                .as("with the end of the one that was left behind")
                .contains("a", "c");
        assertThat(lockIsPipe).exists();
        assertThat(journalIsPipe).exists();
    }

    @Test
    void shouldKeepWhatANewerVersionWroteAndDeliverTheRest() throws IOException {
        Path directory = orphan(raised("a"));
        Path journal = directory.resolve("journal");
        List<byte[]> newer = List.of(
                line(
                        "{\"record\":\"alert\",\"kind\":\"digest\",\"pending\":[\"webhook\"],\"alert\":{\"alert_type\":\"weather\"}}"),
                line("{\"record\":\"lease\",\"until\":7}"),
                JournalLines.write(new Done(NoticeKind.NOTIFICATION, "of-a-newer", "slack", true)));
        for (byte[] line : newer) {
            Files.write(journal, line, StandardOpenOption.APPEND);
        }
        Files.writeString(directory.resolve("state-of-a-newer"), "x");

        AlertDispatcher first = start();
        receiver.awaitRequests(1);
        await(() -> lines.text().contains("2 records of a newer version"));
        first.close();
        AlertDispatcher second = start();
        Notices.notify(second, now("b"));
        receiver.awaitRequests(2);
        second.close();

        assertThat(receiver.ids().stream().filter("a"::equals)).hasSize(1);
        String kept = Files.readString(journal);
        for (byte[] line : newer) {
            assertThat(kept).contains(new String(line, StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldKeepWhatIsSetAsideAndSayItOnce() throws Exception {
        Spool spool = new Spool(spool(), lines.log, NanoClock.SYSTEM, InstantSource.system());
        Delivery delivery = Delivery.notification(now("bad"));
        spool.raised(delivery, Set.of("webhook"));

        spool.setAside("webhook", delivery, DeliveryFate.SetAside.REFUSED);
        spool.close(System.nanoTime() + 10_000_000_000L);

        List<String> kept = Files.readAllLines(spool().resolve("set-aside"));
        assertThat(kept).hasSize(1);
        Map<String, Object> line = AlertJson.parseObject(kept.get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(line).containsEntry("destination", "webhook");
        assertThat((Map<?, ?>) line.get("alert")).isEqualTo(AlertJson.parseObject(AlertJson.bytes(delivery.alert())));
        assertThat(orphans())
                .allSatisfy(state -> assertThat(state.undelivered()).isEmpty());
    }

    @Test
    void shouldRememberOverARestartHowOftenAnAlertWasRefused() throws IOException {
        orphan(raised("bad"), new Refused(NoticeKind.NOTIFICATION, "bad", "webhook", 7), raised("good"));
        receiver.then(status(503)).then(status(200));

        start();
        receiver.awaitRequests(2);

        assertThat(receiver.ids().get(0))
                .as("what was refused before lets the others pass")
                .isEqualTo("bad");
        assertThat(receiver.ids().get(1)).isEqualTo("good");
    }

    @Test
    void shouldCompactRefusalsIntoTheAlert() {
        JournalState state = new JournalState();
        state.apply(raised("bad"));
        state.apply(new Refused(NoticeKind.NOTIFICATION, "bad", "webhook", 7));
        state.apply(new Refused(NoticeKind.NOTIFICATION, "unknown", "webhook", 9));

        assertThat(state.undelivered().get(0).tries()).isEqualTo(Map.of("webhook", 7));
        JournalState again = new JournalState();
        state.compacted().forEach(again::apply);
        assertThat(again.undelivered().get(0).tries()).isEqualTo(Map.of("webhook", 7));
    }

    private List<JournalState> orphans() throws IOException {
        List<JournalState> states = new ArrayList<>();
        for (SpoolDirectory orphan : SpoolDirectory.orphans(spool())) {
            try (orphan) {
                JournalState state = new JournalState();
                JournalLines.read(orphan.journal(), state::apply);
                states.add(state);
            }
        }
        return states;
    }

    private static byte[] line(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x %s%n", crc.getValue(), json).getBytes(StandardCharsets.UTF_8);
    }

    private static void pipe(Path path) throws Exception {
        Process made = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(path).exists();
    }

    private Path orphan(JournalRecord... records) throws IOException {
        try (SpoolDirectory directory = SpoolDirectory.create(spool())) {
            List<byte[]> written = new ArrayList<>();
            for (JournalRecord record : records) {
                written.add(JournalLines.write(record));
            }
            try (JournalFile file = JournalFile.open(directory.journal())) {
                file.append(written);
            }
            return directory.journal().getParent();
        }
    }

    private static Raised raised(String id) {
        return new Raised(Delivery.notification(now(id)), Set.of("webhook"), Set.of());
    }

    private static Alert now(String id) {
        Alert alert = Alerts.firing(id, "f-" + id);
        return Alerts.with(alert, Instant.now(), Alerts.metadata(), alert.message());
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    private AlertDispatcher start() {
        AlertDispatcher dispatcher = AlertDispatcher.create(
                Settings.with(Settings.webhook(receiver.url("/hook")), spool()),
                lines.log,
                NanoClock.SYSTEM,
                InstantSource.system());
        dispatchers.add(dispatcher);
        dispatcher.start();
        return dispatcher;
    }

    private void await(java.util.function.BooleanSupplier condition) {
        ScriptedReceiver.await(condition, lines::text);
    }
}
