package io.nightjar.sink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.Groups;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.sink.Settings;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import io.nightjar.sink.spool.JournalRecord.Done;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.Refused;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupSpoolTest {
    private static final Instant LATER = Alerts.START.plusSeconds(3_600);
    private static final Set<String> HERE = Set.of("pagerduty");

    @TempDir
    Path temporary;

    private final LogLines lines = new LogLines();

    @Test
    void shouldReadBackWhateverWasWritten() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<JournalRecord> written = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                written.add(record(random, i));
            }
            Path journal = temporary.resolve("journal-" + seed);
            for (JournalRecord record : written) {
                append(journal, JournalLines.write(record));
            }
            List<JournalRecord> read = new ArrayList<>();

            JournalLines.Oddities met = JournalLines.read(journal, read::add);

            assertThat(met).isEqualTo(new JournalLines.Oddities(0, 0));
            assertThat(read).as("seed " + seed).isEqualTo(written);
        }
    }

    private static JournalRecord record(Random random, int i) {
        NoticeKind kind = NoticeKind.values()[random.nextInt(3)];
        if (random.nextInt(4) == 0) {
            return random.nextBoolean()
                    ? new Done(kind, "id" + i, "pagerduty", random.nextBoolean())
                    : new Refused(kind, "id" + i, "slack", random.nextInt(20));
        }
        Delivery delivery = delivery(random, "id" + i).leftBy(0, 0);
        Map<String, Integer> tries = random.nextBoolean() ? Map.of() : Map.of("slack", random.nextInt(20));
        return new Raised(delivery, Set.of("slack", "pagerduty"), Set.of("opsgenie"), tries);
    }

    private static Delivery delivery(Random random, String id) {
        String fingerprint = "f" + random.nextInt(4);
        return switch (random.nextInt(4)) {
            case 0 -> Delivery.notification(Alerts.firing(id, fingerprint));
            case 1 -> Delivery.condition(Alerts.resolved(id, fingerprint));
            case 2 ->
                Groups.acknowledgement(
                        Alerts.firing(id, fingerprint), random.nextBoolean() ? null : "Mia \"\u20AC\"", null, "x");
            default -> Groups.of(id, Map.of("alert_type", "latency", "model", ""), Groups.many(1 + random.nextInt(50)));
        };
    }

    @Test
    void shouldReadAJournalThatKnowsNoGroups() throws IOException {
        String alert = AlertJson.text(Alerts.firing("a", "f"));
        String json =
                "{\"record\":\"alert\",\"kind\":\"notification\",\"pending\":[\"pagerduty\"],\"got\":[],\"alert\":"
                        + alert + '}';
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes());
        Path journal = temporary.resolve("journal");
        append(journal, (String.format("%08x", crc.getValue()) + ' ' + json + '\n').getBytes());
        List<JournalRecord> read = new ArrayList<>();

        assertThat(JournalLines.read(journal, read::add)).isEqualTo(new JournalLines.Oddities(0, 0));

        Delivery expected = Delivery.notification(Alerts.firing("a", "f")).leftBy(0, 0);
        assertThat(read).containsExactly(new Raised(expected, HERE, Set.of()));
    }

    @Test
    void shouldKeepTheMostImportantMembersOfAGroupThatNoLineHasRoomForAndSayHowManyAreMissing() throws IOException {
        Delivery huge = Groups.of("G", Groups.BY_TYPE, Groups.many(5_000));
        Path journal = temporary.resolve("journal");
        byte[] line = JournalLines.write(new Raised(huge, HERE, Set.of()));
        append(journal, line);
        List<JournalRecord> read = new ArrayList<>();

        JournalLines.read(journal, read::add);

        Delivery kept = ((Raised) read.get(0)).delivery();
        assertThat(line.length).isLessThan(2 << 20);
        assertThat(kept.group().alerts()).hasSize(1_000).allMatch(one -> one.severity() == Severity.CRITICAL);
        assertThat(kept.alert().metadata()).containsEntry("truncated_alerts", 4_000L);
        assertThat(JournalLines.write(read.get(0))).as("written again").hasSameSizeAs(line);
    }

    @Test
    void shouldEndAGroupWithAllItsMembersWhenItsProcessHasDied() throws IOException {
        Delivery group = Groups.of(
                "G",
                Groups.firing("chat", Severity.ERROR, 0),
                Groups.resolved("embed", Severity.WARNING, 10),
                Groups.firing("rank", Severity.CRITICAL, 20));
        orphan(new Raised(group, HERE, Set.of()), new Done(NoticeKind.NOTIFICATION, "G", "pagerduty", true));

        List<Raised> adopted = adopt();

        assertThat(adopted).hasSize(1);
        Delivery end = adopted.get(0).delivery();
        assertThat(end.alert().status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(end.alert().fingerprint()).isEqualTo("group-fp");
        assertThat(end.alert().message()).isEqualTo("Resolved: 2 alerts: rank is slow");
        assertThat(end.alert().metadata())
                .containsEntry("reason", "crash")
                .containsEntry("alerts", 2L)
                .containsEntry("firing", 0L);
        assertThat(end.adopted()).isTrue();
        assertThat(end.group().labels()).isEqualTo(Groups.BY_TYPE);
        assertThat(end.group().alerts())
                .as("what had ended was sent as that")
                .extracting(Alert::fingerprint)
                .containsExactly("fp-chat", "fp-rank");
        assertThat(end.group().alerts())
                .allMatch(member -> member.status() == AlertStatus.RESOLVED)
                .allMatch(member -> LATER.equals(member.endsAt()))
                .allSatisfy(member -> assertThat(member.metadata()).containsEntry("reason", "crash"));
    }

    @Test
    void shouldDeliverALeftGroupWithItsMembersAndThenItsEnd() throws IOException {
        Delivery group = Groups.of("G", Groups.firing("chat", Severity.ERROR, 0));
        orphan(new Raised(group, HERE, Set.of()));

        List<Raised> adopted = adopt();

        assertThat(ids(adopted)).startsWith("G").hasSize(2);
        assertThat(adopted.get(0).delivery().group()).isEqualTo(group.group());
    }

    @Test
    void shouldSendALeftGroupAndItsEndToTheReceiver() throws IOException {
        Delivery group = Groups.of("G", Groups.firing("chat", Severity.ERROR, 0));
        Alert recent = Alerts.with(group.alert(), Instant.now(), group.alert().metadata(), "chat is slow");
        orphan(new Raised(new Delivery(recent, group.group(), group.kind(), false, 0, 0), HERE, Set.of()));
        try (ScriptedReceiver receiver = new ScriptedReceiver();
                AlertDispatcher dispatcher = AlertDispatcher.create(
                        Settings.delivery(
                                Settings.NO_HTTP,
                                spool(),
                                new PagerDuty(Settings.secret("R".repeat(32)), receiver.url("/v2/enqueue"))),
                        lines.log,
                        NanoClock.SYSTEM,
                        InstantSource.system())) {
            dispatcher.start();
            receiver.awaitRequests(2);

            assertThat(receiver.received())
                    .extracting(request -> request.json().get("event_action"))
                    .containsExactly("trigger", "resolve");
            assertThat(receiver.received())
                    .extracting(request -> request.json().get("dedup_key"))
                    .containsOnly("group-fp");
            assertThat(receiver.received().get(0).text()).contains("\"alerts\":[\"[error] chat is slow, since ");
            assertThat(receiver.received().get(1).text()).contains("\"alerts\":[\"[error, resolved] chat is slow, ");
        }
    }

    @Test
    void shouldDeliverALeftAcknowledgementBetweenBeginningAndEnd() throws IOException {
        orphan(begin("a"), acknowledgement("a-ack"));

        List<Raised> adopted = adopt();

        assertThat(ids(adopted)).startsWith("a", "a-ack").hasSize(3);
        assertThat(adopted.get(1).delivery().kind()).isEqualTo(NoticeKind.ACKNOWLEDGEMENT);
        assertThat(adopted.get(1).delivery().alert().metadata()).containsKey("acknowledged");
        assertThat(adopted.get(2).delivery().ends()).isTrue();
    }

    @Test
    void shouldDeliverALeftAcknowledgementWhereTheBeginningHadArrived() throws IOException {
        orphan(begin("a"), done("a"), acknowledgement("a-ack"));

        assertThat(ids(adopt())).startsWith("a-ack").hasSize(2);
    }

    @Test
    void shouldDeliverALeftAcknowledgementWhereTheEndIsLeftToo() throws IOException {
        orphan(begin("a"), done("a"), acknowledgement("a-ack"), end("a-end"));

        assertThat(ids(adopt())).containsExactly("a-ack", "a-end");
    }

    @Test
    void shouldForgetALeftAcknowledgementWhereTheEndHadArrived() throws IOException {
        orphan(begin("a"), done("a"), acknowledgement("a-ack"), end("a-end"), done("a-end"));

        assertThat(adopt()).isEmpty();
    }

    @Test
    void shouldNotAcknowledgeWhatHasBegunAnewSince() throws IOException {
        orphan(begin("a"), done("a"), acknowledgement("a-ack"), end("a-end"), done("a-end"), begin("b"), done("b"));

        assertThat(ids(adopt())).hasSize(1).doesNotContain("a-ack");
    }

    @Test
    void shouldForgetALeftAcknowledgementWhoseBeginningNeverArrived() throws IOException {
        orphan(begin("a"), new Done(NoticeKind.NOTIFICATION, "a", "pagerduty", false), acknowledgement("a-ack"));

        assertThat(adopt()).isEmpty();
    }

    @Test
    void shouldLeaveAnAcknowledgementToThoseWhoseDestinationItIs() throws IOException {
        Set<String> both = Set.of("pagerduty", "opsgenie");
        Delivery firing = Delivery.notification(Alerts.firing("a", "f"));
        Delivery acknowledged = Groups.acknowledgement(Alerts.firing("a-ack", "f"), null, null, null);
        orphan(new Raised(firing, Set.of(), both), new Raised(acknowledged, both, Set.of()));

        assertThat(ids(adopt(HERE))).startsWith("a-ack").hasSize(2);
        assertThat(ids(adopt(Set.of("opsgenie")))).startsWith("a-ack").hasSize(2);
        assertThat(adopt(both)).isEmpty();
    }

    @Test
    void shouldSumUpGroupsAndAcknowledgementsTheSameAfterCompaction() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            JournalState state = new JournalState();
            for (int i = 0; i < 80; i++) {
                state.apply(step(random, i));
            }
            JournalState again = new JournalState();
            state.compacted().forEach(record -> {
                Raised raised = (Raised) record;
                again.apply(
                        new Raised(raised.delivery(), new LinkedHashSet<>(raised.pending()), Set.copyOf(raised.got())));
            });

            assertThat(again.undelivered()).as("seed " + seed).isEqualTo(state.undelivered());
            assertThat(again.begun()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(state.begun());
            for (int i = 0; i < 80; i++) {
                for (NoticeKind kind : NoticeKind.values()) {
                    Done done = new Done(kind, "id" + i, "pagerduty", true);
                    assertThat(again.apply(done)).isEqualTo(state.apply(done));
                }
            }
            assertThat(again.undelivered()).as("seed " + seed).isEqualTo(state.undelivered());
        }
    }

    private static JournalRecord step(Random random, int i) {
        if (i > 0 && random.nextInt(3) == 0) {
            return new Done(
                    random.nextInt(3) == 0 ? NoticeKind.ACKNOWLEDGEMENT : NoticeKind.NOTIFICATION,
                    "id" + random.nextInt(i),
                    random.nextBoolean() ? "pagerduty" : "opsgenie",
                    random.nextBoolean());
        }
        Set<String> both = Set.of("pagerduty", "opsgenie");
        String fingerprint = "f" + random.nextInt(3);
        Delivery delivery = switch (random.nextInt(4)) {
            case 0 -> Delivery.notification(Alerts.resolved("id" + i, fingerprint));
            case 1 -> Groups.acknowledgement(Alerts.firing("id" + i, fingerprint), null, null, null);
            case 2 -> Groups.of("id" + i, Groups.BY_TYPE, Groups.many(3));
            default -> Delivery.notification(Alerts.firing("id" + i, fingerprint));
        };
        return new Raised(delivery, both, Set.of());
    }

    @Test
    void shouldSetAGroupAsideWithItsMembers() throws IOException {
        Delivery group = Groups.of("G", Groups.firing("chat", Severity.ERROR, 0));
        Delivery acknowledgement = Groups.acknowledgement(group.alert(), "Mia", null, null);
        for (Delivery delivery : List.of(group, acknowledgement)) {
            SetAsideFile.append(
                    temporary, new JournalRecord.SetAside(delivery, "pagerduty", DeliveryFate.SetAside.REFUSED), LATER);
        }

        List<String> asides = Files.readAllLines(temporary.resolve(SetAsideFile.NAME));

        assertThat(asides).hasSize(2);
        assertThat(asides.get(0)).contains("\"id\":\"id-chat\"").doesNotContain("kind");
        assertThat(asides.get(1)).contains("\"kind\":\"acknowledgement\"", "\"by\":\"Mia\"");
    }

    private static Raised begin(String id) {
        return new Raised(Delivery.notification(Alerts.firing(id, "f")), HERE, Set.of());
    }

    private static Raised end(String id) {
        return new Raised(Delivery.notification(Alerts.resolved(id, "f")), HERE, Set.of());
    }

    private static Raised acknowledgement(String id) {
        return new Raised(Groups.acknowledgement(Alerts.firing(id, "f"), "Mia", null, null), HERE, Set.of());
    }

    private static Done done(String id) {
        return new Done(NoticeKind.NOTIFICATION, id, "pagerduty", true);
    }

    private static List<String> ids(List<Raised> adopted) {
        List<String> ids = new ArrayList<>();
        adopted.forEach(raised -> ids.add(raised.delivery().alert().id()));
        return ids;
    }

    private List<Raised> adopt() {
        return adopt(HERE);
    }

    private List<Raised> adopt(Set<String> destinations) {
        InstantSource wall = () -> LATER;
        return new SpoolRecovery(spool(), destinations, Set.of(), records -> true, lines.log, wall).adoptAll();
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    /** A directory of a process that is gone, with these records. */
    private void orphan(JournalRecord... records) throws IOException {
        try (SpoolDirectory directory = SpoolDirectory.create(spool());
                JournalFile file = JournalFile.open(directory.journal())) {
            List<byte[]> written = new ArrayList<>();
            for (JournalRecord record : records) {
                written.add(JournalLines.write(record));
            }
            file.append(written);
        }
    }

    private static void append(Path journal, byte[] line) throws IOException {
        Files.write(journal, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
