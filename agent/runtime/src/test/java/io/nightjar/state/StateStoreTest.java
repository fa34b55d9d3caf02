package io.nightjar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.Severity;
import io.nightjar.json.AlertJson;
import io.nightjar.learn.Learned;
import io.nightjar.notify.Acknowledgement;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import io.nightjar.objective.ObjectiveMemory;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.LogLines;
import io.nightjar.store.ChecksummedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
    private static final Acknowledgement ANN = new Acknowledgement("ann", null, null);

    @TempDir
    Path temporary;

    private final LogLines lines = new LogLines();
    private int orphans;
    private Instant now = Alerts.START.plusSeconds(600);

    @Test
    void shouldGiveBackEveryMemoryThatWasSaved() throws Exception {
        for (int seed = 0; seed < 150; seed++) {
            PolicyMemory memory = new RandomMemory(new Random(seed), "", now).next();
            orphan(memory);

            assertSame(seed % 10 == 0 ? takeOver() : load(false), memory, "seed " + seed);
            removeAll(root());
        }
        assertThat(lines.log.failures()).isEmpty();
    }

    @Test
    void shouldGiveBackOfEachObjectiveWhatWasSavedLastWhenSeveralLeftOne() throws Exception {
        ObjectiveMemory one = objective("chat", Duration.ofMillis(300), now.minusSeconds(9), 1_000);
        ObjectiveMemory later = objective("chat", Duration.ofMillis(300), now.minusSeconds(5), 20);
        ObjectiveMemory other = objective("all", null, now.minusSeconds(5), 7);
        orphan(PolicyMemory.NONE.with(List.of(later)));
        orphan(PolicyMemory.NONE.with(List.of(one, other)));

        assertThat(takeOver().objectives()).containsExactlyInAnyOrder(later, other);
    }

    @Test
    void shouldDropTheObjectivesWithTheFewestCallsFirstWhenTheFileIsFull() throws Exception {
        PolicyMemory memory = PolicyMemory.NONE.with(List.of(
                objective("busy", null, now, 1_000_000),
                objective("idle", null, now, 3),
                objective("middle", null, now, 10)));

        save(memory, bytes(memory) - 10);

        assertThat(load(false).objectives()).extracting(ObjectiveMemory::name).containsExactly("middle", "busy");
    }

    @Test
    void shouldGiveBackOfEachOperationWhatWasLearnedLast() throws Exception {
        Learned before = new Learned(Learned.Subject.OPERATION, "heap", now.minusSeconds(90), "1 2");
        Learned later = new Learned(Learned.Subject.OPERATION, "heap", now.minusSeconds(5), "1 3");
        Learned memory = new Learned(Learned.Subject.MEMORY, "heap", now.minusSeconds(5), "2 \"7\"");
        Learned old = new Learned(
                Learned.Subject.MEMORY, "host", now.minus(MemoryMerge.OLDEST).minusSeconds(1), "1");
        orphan(PolicyMemory.NONE.with(List.of(), List.of(later, memory)));
        orphan(PolicyMemory.NONE.with(List.of(), List.of(before, old)));

        assertThat(takeOver().learned()).containsExactlyInAnyOrder(later, memory);
    }

    @Test
    void shouldDropWhatWasLearnedFirstBeforeBudgetsWhenTheFileIsFull() throws Exception {
        PolicyMemory memory = PolicyMemory.NONE.with(
                List.of(objective("busy", null, now, 1_000_000)),
                List.of(
                        new Learned(Learned.Subject.OPERATION, "chat", now, "1"),
                        new Learned(Learned.Subject.OPERATION, "gone", now.minusSeconds(60), "1")));

        save(memory, bytes(memory) - 10);

        assertThat(load(false).learned()).extracting(Learned::name).containsExactly("chat");
        assertThat(load(false).objectives()).hasSize(1);
    }

    private static ObjectiveMemory objective(String name, @Nullable Duration latency, Instant at, long calls) {
        return new ObjectiveMemory(
                name,
                "openai.*",
                0.999,
                latency,
                Duration.ofDays(30),
                at,
                Duration.ofHours(3),
                calls,
                "0:" + calls + ":1 5:2:0",
                "0:7:1",
                "0:7:1");
    }

    @Test
    void shouldGiveBackWhatSeveralLeftOnceAndAgainTheSame() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            PolicyMemory one = new RandomMemory(random, "one", now).next();
            PolicyMemory other = new RandomMemory(random, "other", now).next();
            orphan(one);
            orphan(one);
            orphan(other);

            PolicyMemory memory = takeOver();

            assertThat(children()).as("what was taken over is removed").hasSizeLessThanOrEqualTo(1);
            assertThat(memory.conditions())
                    .as("seed " + seed)
                    .containsExactlyInAnyOrderElementsOf(union(one.conditions(), other.conditions()));
            assertThat(memory.silences()).containsExactlyInAnyOrderElementsOf(union(one.silences(), other.silences()));
            assertThat(memory.beginnings())
                    .containsExactlyInAnyOrderElementsOf(union(one.beginnings(), other.beginnings()));
            assertThat(memory.history()).containsExactlyInAnyOrderElementsOf(union(one.history(), other.history()));
            save(PolicyMemory.NONE);
        }
    }

    @Test
    void shouldReadNothingThatWasNotWrittenWhateverIsDamaged() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            PolicyMemory memory = new RandomMemory(random, "", now).next();
            if (memory.equals(PolicyMemory.NONE)) {
                continue;
            }
            Path file = orphan(memory);
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length);
            boolean cut = random.nextBoolean();
            if (cut) {
                bytes = Arrays.copyOf(bytes, at);
            } else {
                bytes[at] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, bytes);

            boolean saves = seed % 10 == 0;
            PolicyMemory read = load(saves);

            String as = "seed " + seed;
            assertThat(memory.silences()).as(as).containsAll(read.silences());
            assertThat(memory.conditions()).as(as).containsAll(read.conditions());
            assertThat(memory.beginnings()).as(as).containsAll(read.beginnings());
            assertThat(memory.history()).as(as).containsAll(read.history());
            if (!cut) {
                assertThat(size(memory) - size(read)).as(as).isLessThanOrEqualTo(2);
            }
            assertThat(Files.readAllBytes(saves ? root().resolve("damaged") : file))
                    .as(as)
                    .isEqualTo(bytes);
            save(PolicyMemory.NONE);
        }
        assertThat(lines.log.failures()).isEmpty();
        assertThat(lines.text()).contains("damaged or missing lines passed over");
    }

    @Test
    void shouldSayThatLinesAreMissingWhereAFileIsCutBetweenTwo() throws Exception {
        Path file = save(memory(List.of(), List.of(silence("a"), silence("b"))));
        List<String> all = Files.readAllLines(file);
        Files.writeString(file, all.get(0) + "\n" + all.get(1) + "\n");

        assertThat(load(true).silences()).containsExactly(silence("a"));

        assertThat(lines.text()).contains("1 damaged or missing lines");
    }

    @Test
    void shouldKeepItsFilesFromEverybodyButTheirOwner() throws Exception {
        Path file = save(memory(List.of(), List.of(silence("a"))));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        for (Path directory : List.of(root(), file.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldMakeNothingWhereThereIsNothingToKeep() {
        try (StateStore store = store()) {
            assertThat(store.load()).isEqualTo(PolicyMemory.NONE);
            assertThat(store.save(PolicyMemory.NONE)).isTrue();
            assertThat(store.owesSave()).isFalse();
        }

        assertThat(root()).doesNotExist();
    }

    @Test
    void shouldTouchNothingThatALivingProcessHolds() throws Exception {
        try (StateStore living = store()) {
            assertThat(living.save(memory(List.of(), List.of(silence("a"))))).isTrue();

            assertThat(takeOver()).isEqualTo(PolicyMemory.NONE);

            assertThat(living.owesSave()).isFalse();
        }
        assertThat(takeOver().silences()).containsExactly(silence("a"));
    }

    @Test
    void shouldTakeTheNewestStateAndKeepTheAcknowledgementWhereTwoSawOneCondition() throws Exception {
        OpenRecord older = condition("a", Severity.ERROR, now.minusSeconds(60), Set.of("slack"), ANN);
        OpenRecord newer = condition("a", Severity.ERROR, now.minusSeconds(30), Set.of("webhook"), null);
        save(memory(List.of(newer), List.of()));
        save(memory(List.of(older), List.of()));

        assertThat(load(true).conditions())
                .containsExactly(condition("a", Severity.ERROR, now.minusSeconds(30), Set.of("slack", "webhook"), ANN));
        save(memory(List.of(condition("a", Severity.CRITICAL, now.minusSeconds(10), Set.of(), null)), List.of()));

        assertThat(load(true).conditions())
                .as("it has become worse since it was acknowledged")
                .extracting(OpenRecord::acknowledged)
                .containsExactly((Acknowledgement) null);
    }

    @Test
    void shouldDropWhatIsOverOrTooOld() throws Exception {
        Silence over =
                new Silence("over", AlertMatcher.ALL, new SilenceTime.Between(null, now.plusSeconds(5)), null, null);
        Acknowledgement ending = new Acknowledgement("ann", null, now.plusSeconds(5));
        AlertRecord old = record("old", now.minus(Duration.ofDays(31)));
        AlertRecord lately = record("lately", now);
        OpenRecord open = condition("a", Severity.ERROR, now, Set.of("slack"), ending);
        save(new PolicyMemory(List.of(open), List.of(over, silence("a")), List.of(), List.of(old, lately)));
        now = now.plusSeconds(5);

        PolicyMemory memory = load(true);

        assertThat(memory.silences()).containsExactly(silence("a"));
        assertThat(memory.history()).containsExactly(lately);
        assertThat(memory.conditions()).extracting(OpenRecord::acknowledged).containsExactly((Acknowledgement) null);
        save(memory);
        now = now.plus(Duration.ofDays(31));
        assertThat(load(true)).isEqualTo(memory(List.of(), List.of(silence("a"))));
    }

    @Test
    void shouldNotBringBackWhatWasTakenOverAndEndedWhereItDiesBeforeItCouldRemoveIt() throws Exception {
        Path left = save(memory(List.of(), List.of(silence("a"), silence("b")))).getParent();
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        try (StateStore heir = store()) {
            assertThat(heir.load().silences()).containsExactly(silence("a"), silence("b"));
            copy(left, copy);
            assertThat(heir.owesSave()).isTrue();
            assertThat(heir.save(memory(List.of(), List.of(silence("b"), silence("c")))))
                    .isTrue();
            assertThat(heir.owesSave()).isFalse();
            assertThat(left).doesNotExist();
            copy(copy, Files.createDirectory(left));
        }

        assertThat(load(false).silences()).containsExactly(silence("b"), silence("c"));
        assertThat(load(true).silences()).containsExactly(silence("b"), silence("c"));
        assertThat(children()).hasSize(1);
    }

    @Test
    void shouldLeaveEverythingWhereItIsUntilItHasSaved() throws Exception {
        save(memory(List.of(), List.of(silence("a"))));

        assertThat(load(false).silences()).containsExactly(silence("a"));
        assertThat(load(false).silences()).containsExactly(silence("a"));
    }

    @Test
    void shouldLeaveTheFileOfANewerVersionAsItIsAndSaySo() throws Exception {
        Path newer = save(memory(List.of(), List.of(silence("newer"))));
        List<String> all = Files.readAllLines(newer);
        String header = line("{\"section\":\"state\",\"version\":2,\"lines\":1}");
        Files.writeString(newer, header + all.get(1) + "\n");
        byte[] bytes = Files.readAllBytes(newer);
        store(memory(List.of(), List.of(silence("a"))));

        assertThat(takeOver().silences()).containsExactly(silence("a"));

        assertThat(Files.readAllBytes(newer)).isEqualTo(bytes);
        assertThat(lines.text())
                .contains("what a newer version left is not read")
                .doesNotContain("damaged");
    }

    @Test
    void shouldKeepEntriesOfANewerMinorVersionAsTheyAreOverRewriting() throws Exception {
        Path file = save(memory(List.of(), List.of(silence("a"))));
        List<String> newer = List.of(
                line("{\"section\":\"baseline\",\"operation\":\"chat\",\"mean\":1.5}"),
                line("{\"section\":\"silence\",\"id\":\"b\",\"match\":\"weather=bad\",\"from\":null,\"until\":null}"));
        for (String line : newer) {
            Files.writeString(file, line, StandardOpenOption.APPEND);
        }
        String more =
                line("{\"section\":\"silence\",\"id\":\"c\",\"match\":\"\",\"from\":null,\"until\":null,\"color\":7}");
        Files.writeString(file, more, StandardOpenOption.APPEND);

        for (int process = 0; process < 3; process++) {
            assertThat(takeOver().silences()).extracting(Silence::id).containsExactly("a", "c");
        }

        String kept = Files.readString(onlyFile());
        assertThat(kept).contains(newer);
        assertThat(kept.lines()).hasSize(6); // with the version and the directory that was taken over last
        assertThat(lines.text())
                .contains("2 entries of a newer version are kept")
                .doesNotContain("damaged");
    }

    @Test
    void shouldDropTheOldestHistoryThenTheLeastBusyAndNeverWhatPeopleAskedFor() throws Exception {
        List<AlertRecord> history = new ArrayList<>();
        List<Beginnings> beginnings = new ArrayList<>();
        List<OpenRecord> acknowledged = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            history.add(record("h" + i, now.minusSeconds(100 - i)));
            beginnings.add(new Beginnings("b" + i, instants(1 + (i * 7) % 20), null, Set.of()));
            acknowledged.add(condition("c" + i, Severity.ERROR, now, Set.of(), ANN));
            silences.add(silence("s" + i));
        }
        PolicyMemory memory = new PolicyMemory(acknowledged, silences, beginnings, history);
        int whole = bytes(memory);

        save(memory, whole - bytes(new PolicyMemory(List.of(), List.of(), List.of(), history.subList(0, 5))) / 2);
        PolicyMemory lessHistory = takeOver();
        assertThat(lessHistory.history())
                .isEqualTo(history.subList(20 - lessHistory.history().size(), 20));
        assertThat(lessHistory.history()).hasSizeBetween(15, 18);
        assertThat(lessHistory.beginnings()).hasSize(20);
        save(PolicyMemory.NONE);

        int required = bytes(new PolicyMemory(acknowledged, silences, List.of(), List.of()));
        save(memory, required + bytes(new PolicyMemory(List.of(), List.of(), beginnings, List.of())) / 2);
        PolicyMemory busiest = takeOver();
        assertThat(busiest.history()).isEmpty();
        assertThat(busiest.beginnings()).isNotEmpty().hasSizeLessThan(15);
        int fewest = 20 - busiest.beginnings().size() + 1;
        assertThat(busiest.beginnings())
                .allSatisfy(one -> assertThat(one.instants()).hasSizeGreaterThanOrEqualTo(fewest));
        assertThat(busiest.conditions()).hasSize(20);
        assertThat(busiest.silences()).hasSize(20);
        assertThat(lines.text()).contains("would not survive the process");

        try (StateStore small = new StateStore(root(), lines.log, () -> now, required - 10)) {
            small.load();
            assertThat(small.save(memory)).isFalse();
        }
        assertThat(takeOver().silences()).as("what was kept before stays").hasSize(20);
    }

    @Test
    void shouldSayOnceThatItCannotBeWrittenAndGoOnWhereItCanAgain() throws Exception {
        Files.writeString(root(), "a file in its place");
        PolicyMemory memory = memory(List.of(), List.of(silence("a")));
        try (StateStore store = store()) {
            for (int i = 0; i < 3; i++) {
                assertThat(store.save(memory)).isFalse();
            }
            assertThat(store.standstill()).contains("cannot be written");
            Files.delete(root());

            assertThat(store.save(memory)).isTrue();
            assertThat(store.standstill()).isNull();

            Path blocked = Files.createDirectories(onlyFile().resolveSibling("memory.new"));
            Files.createFile(blocked.resolve("file"));
            assertThat(store.save(PolicyMemory.NONE)).isFalse();
        }
        assertThat(load(true)).isEqualTo(memory);
        assertThat(lines.text().split("state cannot be written", -1)).hasSize(3);
        assertThat(lines.text()).contains("state can be written again");
    }

    @Test
    void shouldWriteAnewWhereSomebodyRemovesItsDirectoryOrItsLock() throws Exception {
        PolicyMemory memory = memory(List.of(), List.of(silence("a")));
        try (StateStore store = store()) {
            assertThat(store.save(memory)).isTrue();
            removeAll(root());
            assertThat(store.owesSave()).isTrue();
            assertThat(store.save(memory)).isTrue();
            assertThat(store.owesSave()).isFalse();

            Files.delete(onlyFile().resolveSibling("lock"));
            assertThat(store.owesSave()).isTrue();
            assertThat(store.save(memory)).isTrue();
            assertThat(store.owesSave()).isFalse();
            assertThat(children()).hasSize(1);
        }
        assertThat(takeOver()).isEqualTo(memory);
    }

    @Test
    void shouldReadThroughNeitherLinksNorPipes() throws Exception {
        Path linked = save(memory(List.of(), List.of(silence("linked"))));
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(linked, elsewhere);
        Files.createSymbolicLink(linked, elsewhere);
        Path piped = store(memory(List.of(), List.of(silence("piped"))));
        Files.delete(piped);
        assertThat(new ProcessBuilder("mkfifo", piped.toString()).start().waitFor())
                .isZero();
        store(memory(List.of(), List.of(silence("a"))));

        assertThat(takeOver().silences()).as("taken over twice").containsExactly(silence("a"));

        assertThat(elsewhere).exists();
        assertThat(piped).exists();
        assertThat(lines.log.failures()).containsEntry("state.load", 4L);
    }

    private static void assertSame(PolicyMemory read, PolicyMemory written, String as) {
        assertThat(read.conditions()).as(as).containsExactlyInAnyOrderElementsOf(written.conditions());
        assertThat(read.silences()).as(as).containsExactlyInAnyOrderElementsOf(written.silences());
        assertThat(read.beginnings()).as(as).containsExactlyInAnyOrderElementsOf(written.beginnings());
        assertThat(read.history()).as(as).containsExactlyInAnyOrderElementsOf(written.history());
    }

    private static <T> List<T> union(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static int size(PolicyMemory memory) {
        return memory.conditions().size()
                + memory.silences().size()
                + memory.beginnings().size()
                + memory.history().size();
    }

    private int bytes(PolicyMemory memory) throws IOException {
        int bytes = (int) StateFile.HEADER_BYTES;
        for (byte[] line : new StateText(StateFile.MOST_BYTES).add(memory).fit().lines(now)) {
            bytes += line.length;
        }
        return bytes - StateFile.header(now, 0).length;
    }

    /** A process that takes over what is there, adds nothing and ends; then the same again of what it left. */
    private PolicyMemory takeOver() {
        PolicyMemory first = load(true);
        assertSame(load(true), first, "taken over again");
        return first;
    }

    /** A process that loads and, where it is said so, saves what it got. */
    private PolicyMemory load(boolean saves) {
        try (StateStore store = store()) {
            PolicyMemory memory = store.load();
            if (saves) {
                assertThat(store.save(memory)).isTrue();
            }
            return memory;
        }
    }

    /** A process that knows nothing of others, saves this and ends. */
    private Path store(PolicyMemory memory) throws IOException {
        List<Path> before = children();
        try (StateStore store = store()) {
            assertThat(store.save(memory)).isTrue();
        }
        List<Path> after = new ArrayList<>(children());
        after.removeAll(before);
        return after.get(0).resolve("memory");
    }

    /** As a process leaves it, without the time that the disk takes to make it durable. */
    private Path orphan(PolicyMemory memory) throws IOException {
        Path directory = Files.createDirectories(root().resolve("state-1-" + orphans++));
        Files.createFile(directory.resolve("lock"));
        Path file = directory.resolve("memory");
        for (byte[] line : new StateText(StateFile.MOST_BYTES).add(memory).fit().lines(now)) {
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return file;
    }

    /** As {@link #store}; where nothing is to be kept, all is given up. */
    private Path save(PolicyMemory memory) throws IOException {
        if (memory.equals(PolicyMemory.NONE)) {
            removeAll(root());
            return root();
        }
        return store(memory);
    }

    private void save(PolicyMemory memory, long mostBytes) {
        try (StateStore store = new StateStore(root(), lines.log, () -> now, mostBytes)) {
            assertThat(store.save(memory)).isTrue();
        }
    }

    private StateStore store() {
        return new StateStore(root(), lines.log, () -> now);
    }

    private static PolicyMemory memory(List<OpenRecord> conditions, List<Silence> silences) {
        return new PolicyMemory(conditions, silences, List.of(), List.of());
    }

    private static Silence silence(String id) {
        return new Silence(id, AlertMatcher.ALL, new SilenceTime.Between(null, null), "ann", null);
    }

    private OpenRecord condition(
            String fingerprint, Severity severity, Instant at, Set<String> sentTo, @Nullable Acknowledgement by) {
        return new OpenRecord(alert(fingerprint, severity, at), "chat", sentTo, by, severity, Alerts.START);
    }

    private static AlertRecord record(String id, Instant at) {
        return new AlertRecord(alert(id, Severity.ERROR, at), List.of(), null, null);
    }

    private static Alert alert(String id, Severity severity, Instant at) {
        return Alerts.with(Alerts.firing(id, id, severity), at, Map.of("suppressed", 0L), "slow");
    }

    private List<Instant> instants(int count) {
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instants.add(now.minusSeconds(count - i));
        }
        return instants;
    }

    private static String line(String json) throws IOException {
        assertThat(AlertJson.parseObject(json.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        return new String(ChecksummedLines.of(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private Path onlyFile() throws IOException {
        List<Path> directories = children();
        assertThat(directories).hasSize(1);
        return directories.get(0).resolve("memory");
    }

    private List<Path> children() throws IOException {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root())) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String name : List.of("lock", "memory")) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    private static void removeAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path root() {
        return temporary.resolve("state");
    }
}
