package io.nightjar.sink.spool;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.Notices;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.sink.Settings;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
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
    void shouldDeliverAfterARestartUnderTheFirstIdInTheFirstOrder() throws IOException {
        receiver.otherwise(status(503));
        AlertDispatcher first = start(webhook());
        Notices.notify(first, now(Alerts.firing("a", "f")));
        Notices.notify(first, now(Alerts.firing("b", "g")));
        Notices.notify(first, now(Alerts.resolved("b-end", "g")));
        first.close();
        int attempts = receiver.received().size();
        receiver.otherwise(status(200));

        AlertDispatcher second = start(webhook());
        receiver.awaitRequests(attempts + 4);

        List<String> ids = receiver.ids().subList(attempts, attempts + 4);
        assertThat(ids.subList(0, 3)).containsExactly("a", "b", "b-end");
        Map<String, Object> end = receiver.received().get(attempts + 3).json();
        assertThat(end).containsEntry("status", "resolved").containsEntry("fingerprint", "f");
        assertThat((Map<?, ?>) end.get("metadata"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("reason", "exit");
        second.close();
        assertThat(children()).isEmpty();
    }

    @Test
    void shouldEndWhatADeadProcessLeftFiring() throws IOException {
        Alert alert = now(Alerts.firing("a", "f"));
        orphan(
                new Raised(Delivery.notification(alert), Set.of("webhook"), Set.of()),
                new JournalRecord.Done(NoticeKind.NOTIFICATION, "a", "webhook", true));

        start(webhook());
        receiver.awaitRequests(1);

        Map<String, Object> end = receiver.received().get(0).json();
        assertThat(end)
                .containsEntry("status", "resolved")
                .containsEntry("fingerprint", "f")
                .containsEntry("starts_at", alert.toMap().get("starts_at"));
        assertThat(end.get("id")).isNotEqualTo("a");
        assertThat(((Map<?, ?>) end.get("metadata")).get("reason")).isEqualTo("crash");
        assertThat(end.get("ends_at")).isNotNull();
    }

    @Test
    void shouldEndItAtAlertmanagerToo() throws IOException {
        String key = "alertmanager http://127.0.0.1:" + receiver.port();
        orphan(
                new Raised(Delivery.condition(now(Alerts.firing("a", "f"))), Set.of(key), Set.of()),
                new JournalRecord.Done(NoticeKind.CONDITION, "a", key, true));

        start(Settings.delivery(Settings.NO_HTTP, spool(), Settings.alertmanager(receiver.url(""))));
        receiver.awaitRequests(1);

        String end = receiver.received().get(0).text().replaceAll(".*\"endsAt\":\"([^\"]*)\".*", "$1");
        assertThat(Instant.parse(end)).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void shouldSendNothingTwiceWhenTheNextOwnerDiesToo() throws IOException {
        Alert alert = now(Alerts.firing("a", "f"));
        Raised begun = new Raised(Delivery.notification(alert), Set.of(), Set.of("webhook"));
        orphan(begun);
        Alert end = SyntheticResolve.of(alert, Instant.now(), SyntheticResolve.CRASH);
        orphan(begun, new Raised(Delivery.notification(end), Set.of("webhook"), Set.of()));

        start(webhook());
        receiver.awaitRequests(1);
        await(() -> children().size() == 1);
        dispatchers.get(0).close();
        assertThat(children()).isEmpty();

        assertThat(receiver.ids()).containsExactly(end.id());
    }

    @Test
    void shouldLeaveToOthersWhatOnlyTheyCanDeliver() throws IOException {
        orphan(new Raised(Delivery.notification(now(Alerts.firing("a", "f"))), Set.of("webhook", "slack"), Set.of()));
        AlertDispatcher first = start(webhook());
        receiver.awaitRequests(2);
        first.close();
        assertThat(children()).hasSize(1);
        int before = receiver.received().size();

        AlertDispatcher second = start(Settings.delivery(Settings.NO_HTTP, spool(), new Slack(receiver.url("/slack"))));
        receiver.awaitRequests(before + 2);
        second.close();

        assertThat(receiver.received().subList(before, before + 2))
                .extracting(Received::target)
                .containsOnly("/slack");
        assertThat(children()).isEmpty();
    }

    @Test
    void shouldNotTouchWhatALivingProcessOwns() throws IOException {
        receiver.otherwise(status(503, "Retry-After: 3600"));
        AlertDispatcher living = start(webhook());
        Notices.notify(living, now(Alerts.firing("a", "f")));
        receiver.awaitRequests(1);
        await(() -> children().size() == 1);

        start(webhook());
        AlertDispatcher third = start(webhook());
        Notices.notify(third, now(Alerts.firing("b", "g")));
        receiver.awaitRequests(2);

        assertThat(receiver.ids()).containsExactly("a", "b");
        await(() -> children().size() == 2);
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws IOException {
        receiver.otherwise(status(503, "Retry-After: 3600"));
        Notices.notify(start(webhook()), now(Alerts.firing("a", "f")));
        await(() -> children().size() == 1 && Files.exists(children().get(0).resolve("journal")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(children().get(0))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(children().get(0))) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void shouldSetAsideWhatIsTooOld() throws IOException {
        Path directory =
                orphan(new Raised(Delivery.notification(Alerts.firing("a", "f")), Set.of("webhook"), Set.of()));
        Files.setLastModifiedTime(
                directory.resolve("journal"), FileTime.from(Instant.now().minus(Duration.ofDays(4))));

        AlertDispatcher dispatcher = start(webhook());
        await(() -> Files.notExists(directory));

        dispatcher.close();
        assertThat(receiver.received()).isEmpty();
        assertThat(lines.text()).contains("older than 3 days");
        assertThat(spool().resolve("set-aside")).content().contains("\"id\":\"a\"", "\"destination\":\"webhook\"");
    }

    @Test
    void shouldDeliverAllTheSameWhereNothingCanBeWrittenAndKeepASpoolOnceItCan() throws IOException {
        Files.createFile(spool());
        receiver.otherwise(status(503, "Retry-After: 3600"));
        SpoolWriter writer = new SpoolWriter(spool(), lines.log, SpoolWriter.MOST_BYTES, InstantSource.system());

        Raised one = new Raised(Delivery.notification(now(Alerts.firing("a", "f"))), Set.of("webhook"), Set.of());
        Raised two = new Raised(Delivery.notification(now(Alerts.firing("b", "g"))), Set.of("webhook"), Set.of());
        assertThat(writer.write(List.of(one))).isFalse();
        Files.delete(spool());
        assertThat(writer.write(List.of(two))).isTrue();
        writer.close();

        assertThat(read(children().get(0)).undelivered())
                .extracting(raised -> raised.delivery().alert().id())
                .containsExactly("a", "b");
        assertThat(lines.text()).containsOnlyOnce("cannot be written").contains("can be written again");
    }

    @Test
    void shouldStayBoundedHoweverMuchPassesThrough() throws IOException {
        SpoolWriter writer = new SpoolWriter(spool(), lines.log, SpoolWriter.MOST_BYTES, InstantSource.system());
        long largest = 0;
        for (int i = 0; i < 20_000; i++) {
            Alert alert = now(i % 2 == 0 ? Alerts.firing("id" + i, "f") : Alerts.resolved("id" + i, "f"));
            writer.write(List.of(
                    new Raised(Delivery.notification(alert), Set.of("webhook"), Set.of()),
                    new JournalRecord.Done(NoticeKind.NOTIFICATION, alert.id(), "webhook", true)));
            if (i % 1_000 == 0) {
                largest = Math.max(largest, Files.size(children().get(0).resolve("journal")));
            }
        }
        writer.close();

        assertThat(largest).isPositive().isLessThan(5L << 20);
        assertThat(children()).isEmpty();
    }

    @Test
    void shouldKeepTheNewestWhenTooMuchWaits() throws IOException {
        long most = 200_000;
        SpoolWriter writer = new SpoolWriter(spool(), lines.log, most, InstantSource.system());
        for (int i = 0; i < 1_000; i++) {
            Alert alert = now(Alerts.firing("id" + i, "f" + i % 50));
            writer.write(List.of(new Raised(Delivery.notification(alert), Set.of("webhook"), Set.of())));
            assertThat(Files.size(children().get(0).resolve("journal"))).isLessThanOrEqualTo(most);
        }
        writer.close();

        List<String> ids = new ArrayList<>();
        read(children().get(0))
                .undelivered()
                .forEach(raised -> ids.add(raised.delivery().alert().id()));
        assertThat(ids).hasSizeGreaterThan(50).contains("id999", "id990").doesNotContain("id0", "id100");
        assertThat(lines.text()).contains("is full");
    }

    @Test
    void shouldSurviveAnyDamageAndNeverReadWhatWasNotWritten() throws IOException {
        Path journal = temporary.resolve("journal");
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> written = write(journal, 1 + random.nextInt(20));
            byte[] bytes = Files.readAllBytes(journal);
            int at = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                bytes = java.util.Arrays.copyOf(bytes, at);
            } else {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(journal, bytes);

            List<String> read = new ArrayList<>();
            int damaged = JournalLines.read(
                            journal,
                            record -> read.add(
                                    AlertJson.text(((Raised) record).delivery().alert())))
                    .damaged();

            assertThat(written).as("seed " + seed).containsAll(read);
            assertThat(damaged).as("seed " + seed).isLessThanOrEqualTo(2);
            int intactBefore = linesBefore(bytes, at);
            assertThat(read.subList(0, intactBefore)).as("seed " + seed).isEqualTo(written.subList(0, intactBefore));
        }
    }

    @Test
    void shouldSumUpTheSameAfterCompaction() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            JournalState state = new JournalState();
            for (int i = 0; i < 60; i++) {
                state.apply(random(random, i));
            }
            JournalState again = new JournalState();
            state.compacted().forEach(record -> {
                Raised raised = (Raised) record;
                again.apply(new Raised(raised.delivery(), Set.copyOf(raised.pending()), Set.copyOf(raised.got())));
            });

            assertThat(again.undelivered()).as("seed " + seed).isEqualTo(state.undelivered());
            assertThat(again.begun()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(state.begun());
        }
    }

    private static JournalRecord random(Random random, int i) {
        if (i > 0 && random.nextInt(3) == 0) {
            return new JournalRecord.Done(
                    NoticeKind.NOTIFICATION,
                    "id" + random.nextInt(i),
                    random.nextBoolean() ? "webhook" : "slack",
                    random.nextBoolean());
        }
        String fingerprint = "f" + random.nextInt(4);
        Alert alert =
                random.nextInt(3) > 0 ? Alerts.firing("id" + i, fingerprint) : Alerts.resolved("id" + i, fingerprint);
        return new Raised(Delivery.notification(alert), Set.of("webhook", "slack"), Set.of());
    }

    private static int linesBefore(byte[] bytes, int at) {
        int lines = 0;
        for (int i = 0; i < Math.min(at, bytes.length); i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static List<String> write(Path journal, int count) throws IOException {
        List<String> written = new ArrayList<>();
        Files.deleteIfExists(journal);
        for (int i = 0; i < count; i++) {
            Alert alert = Alerts.firing("id" + i, "f" + i);
            written.add(AlertJson.text(alert));
            Files.write(
                    journal,
                    JournalLines.write(new Raised(Delivery.notification(alert), Set.of("webhook"), Set.of())),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return written;
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    private DeliverySettings webhook() {
        return Settings.with(Settings.webhook(receiver.url("/hook")), spool());
    }

    private AlertDispatcher start(DeliverySettings settings) {
        AlertDispatcher dispatcher =
                AlertDispatcher.create(settings, lines.log, NanoClock.SYSTEM, InstantSource.system());
        dispatchers.add(dispatcher);
        dispatcher.start();
        return dispatcher;
    }

    private static Alert now(Alert alert) {
        return Alerts.with(alert, Instant.now(), Alerts.metadata(), alert.message());
    }

    /** A directory of a process that is gone, with these records. */
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

    private List<Path> children() {
        try (Stream<Path> files = Files.isDirectory(spool()) ? Files.list(spool()) : Stream.empty()) {
            return files.toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static JournalState read(Path directory) throws IOException {
        JournalState state = new JournalState();
        JournalLines.read(directory.resolve("journal"), state::apply);
        return state;
    }

    private void await(BooleanSupplier condition) {
        ScriptedReceiver.await(
                condition, () -> receiver.received().size() + " requests, " + children() + "\n" + lines.text());
    }
}
