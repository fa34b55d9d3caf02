package io.nightjar.sink;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.sink.spool.JournalLines;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalState;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die with a spool. {@code -Dnightjar.test.kills=200} kills more often. */
@Tag("slow")
class SpoolCrashTest {
    private static final int KILLS = Integer.getInteger("nightjar.test.kills", 20);
    /** However many runs, fewer alerts in all than a queue holds. */
    private static final int ALERTS_A_RUN = Math.max(5, 1_200 / KILLS);

    @TempDir
    Path temporary;

    private final LogLines lines = new LogLines();

    @Test
    void shouldLoseNothingAndRenameNothingWhereverTheProcessIsKilled() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> recorded = new HashSet<>();
        try (ScriptedReceiver receiver = new ScriptedReceiver()) {
            receiver.otherwise(out -> status(random.nextBoolean() ? 503 : 200).write(out));
            for (int run = 0; run < KILLS; run++) {
                runAndKill(run, receiver, random);
                recorded.addAll(idsInJournals());
            }
            receiver.otherwise(status(200));
            try (AlertDispatcher last = AlertDispatcher.create(
                    SpoolingApplication.settings(receiver.port(), spool()),
                    lines.log,
                    NanoClock.SYSTEM,
                    InstantSource.system())) {
                last.start();
                ScriptedReceiver.await(
                        () -> last.counters().stream().allMatch(c -> c.pending() == 0)
                                && missing(recorded, receiver).isEmpty()
                                && nothingIsLeft(),
                        () -> "seed " + seed + " " + missing(recorded, receiver) + last.counters() + left());
            }
            assertNoneHasTwoIds(receiver, seed);
            assertThat(recorded).as("seed " + seed).hasSizeGreaterThan(KILLS);
        }
        assertThat(directories()).as("seed " + seed + left()).isEmpty();
        assertThat(lines.log.failures()).isEmpty();
    }

    private void runAndKill(int run, ScriptedReceiver receiver, Random random) {
        try (ForkedJvm jvm = ForkedJvm.start(
                temporary.resolve("output"),
                List.of(),
                List.of(
                        SpoolingApplication.class.getName(),
                        spool().toString(),
                        Integer.toString(receiver.port()),
                        "run" + run,
                        Integer.toString(ALERTS_A_RUN),
                        "wait"))) {
            String own = "process-" + jvm.pid() + "-";
            ScriptedReceiver.await(
                    () -> directories().toString().contains(own) || !jvm.isAlive(), () -> "no journal in run " + run);
            LockSupport.parkNanos(random.nextLong(400_000_000L));
            jvm.kill();
        }
    }

    @Test
    void shouldDeliverOnADiskThatIsFullAndLeaveAJournalThatCanBeRead() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh to limit the size of files with");
        try (ScriptedReceiver receiver = new ScriptedReceiver()) {
            receiver.otherwise(out -> status(200).write(out));
            try (ForkedJvm jvm = ForkedJvm.start(
                    temporary.resolve("output"),
                    List.of("/bin/sh", "-c", "{ (ulimit -f 40; exec \"$@\"); echo exit $?; } 2>&1 | cat", "sh"),
                    List.of(
                            SpoolingApplication.class.getName(),
                            spool().toString(),
                            Integer.toString(receiver.port()),
                            "full",
                            "200",
                            "exit"))) {
                assertThat(jvm.awaitExit()).isZero();
            }

            // The pipe keeps what the process says from the limit that its files have.
            assertThat(Files.readString(temporary.resolve("output")))
                    .contains("cannot be written")
                    .endsWith("exit 0\n");
            Set<String> arrived = arrivedIds(receiver);
            for (int i = 0; i < 200; i++) {
                assertThat(arrived).contains("id-full-" + i);
            }
            for (Path directory : directories()) {
                assertThat(JournalLines.read(directory.resolve("journal"), record -> {})
                                .damaged())
                        .isZero();
            }
        }
    }

    private static void assertNoneHasTwoIds(ScriptedReceiver receiver, long seed) {
        Map<String, Set<Object>> ids = new HashMap<>();
        for (Received request : receiver.received()) {
            if (request.target().equals("/hook")) {
                Map<String, Object> alert = request.json();
                ids.computeIfAbsent(alert.get("fingerprint") + " " + alert.get("status"), key -> new HashSet<>())
                        .add(alert.get("id"));
            }
        }
        assertThat(ids)
                .as("seed " + seed)
                .isNotEmpty()
                .allSatisfy((name, all) -> assertThat(all).hasSize(1));
    }

    private static Set<String> arrivedIds(ScriptedReceiver receiver) {
        Set<String> arrived = new HashSet<>();
        for (Received request : receiver.received()) {
            if (request.target().equals("/hook")) {
                arrived.add(String.valueOf(request.json().get("id")));
            }
        }
        return arrived;
    }

    /** What was recorded and has not arrived, and the conditions among it that have not been ended. */
    private static Set<String> missing(Set<String> recorded, ScriptedReceiver receiver) {
        Set<String> missing = new HashSet<>(recorded);
        missing.removeAll(arrivedIds(receiver));
        Set<Object> ended = new HashSet<>();
        for (Received request : receiver.received()) {
            if (request.target().equals("/hook")
                    && "resolved".equals(request.json().get("status"))) {
                ended.add(request.json().get("fingerprint"));
            }
        }
        for (String id : recorded) {
            if (id.length() < 20 && !ended.contains("condition-" + id.substring(3))) {
                missing.add("the end of " + id);
            }
        }
        return missing;
    }

    private Set<String> idsInJournals() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Path directory : directories()) {
            Path journal = directory.resolve("journal");
            if (Files.exists(journal)) {
                JournalLines.read(journal, record -> {
                    if (record instanceof Raised raised
                            && raised.delivery().kind() == NoticeKind.NOTIFICATION
                            && raised.pending().contains("webhook")) {
                        ids.add(raised.delivery().alert().id());
                    }
                });
            }
        }
        return ids;
    }

    /** Every orphan is adopted, and all is written down as done. */
    private boolean nothingIsLeft() {
        JournalState state = new JournalState();
        try {
            for (Path directory : directories()) {
                JournalLines.read(directory.resolve("journal"), state::apply);
            }
        } catch (IOException removedMeanwhile) {
            return false;
        }
        return state.isEmpty() && directories().size() <= 1;
    }

    /** What the journals that are left say, for a failure's message. */
    private String left() {
        StringBuilder text = new StringBuilder(lines.text());
        for (Path directory : directories()) {
            JournalState state = new JournalState();
            try {
                JournalLines.read(directory.resolve("journal"), state::apply);
                text.append(state.undelivered()).append(state.begun());
            } catch (IOException unreadable) {
                text.append(unreadable);
            }
        }
        return text.toString();
    }

    private List<Path> directories() {
        try (Stream<Path> files = Files.isDirectory(spool()) ? Files.list(spool()) : Stream.empty()) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private Path spool() {
        return temporary.resolve("spool");
    }
}
