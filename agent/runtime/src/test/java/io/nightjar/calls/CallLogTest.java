package io.nightjar.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.log.AgentLog;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSnapshot;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogTest {
    private static final long END_NANOS = 20_000_000_000L;
    private static final long LARGE = 1 << 20;

    @TempDir
    private Path directory;

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final CallRecorder recorder = CallRecorder.create(NanoClock.SYSTEM, 2);

    private CallLog start(Path file, int cells, long mostBytes) {
        CallLog calls = new CallLog(recorder, file, log, NanoClock.SYSTEM, InstantSource.system(), cells, mostBytes);
        recorder.sink(calls);
        return calls;
    }

    private static CallDetails labels(Map<String, String> labels) {
        return new CallDetails(
                labels, OptionalLong.of(11), OptionalLong.of(12), OptionalLong.of(1_500_000), OptionalLong.of(4));
    }

    @Test
    void shouldWriteWhatIsKnownOfACallInTheColumnsThatReplayReads() throws IOException {
        Path file = directory.resolve("calls.csv");
        CallLog calls = start(file, 64, LARGE);
        int operation = recorder.operation(OperationSpec.of("chat", "client"));
        Instant before = Instant.now();
        long start = System.nanoTime() - 12_340_000;
        recorder.started(operation, start);
        recorder.ended(operation, start, start + 12_340_000, null, labels(Map.of("model", "gpt")));
        recorder.started(operation, start);
        recorder.ended(operation, start, start + 5_000_001, new IllegalStateException("secret"));
        recorder.started(operation, start);
        recorder.cancelled(operation, start, start + 7_000_000);
        recorder.started(operation, start);
        recorder.streamEnded(operation, start, start, start + 9_000_000, null, false, 2_000_000, 5);

        calls.close(END_NANOS);

        List<List<String>> rows = rows(file);
        assertThat(Files.readString(file)).doesNotContain("secret");
        assertThat(rows.get(0)).isEqualTo(List.of((CallColumns.FIXED + ",label.model").split(",")));
        assertThat(rows.get(1).subList(1, 10))
                .containsExactly("chat", "12.34", "ok", "", "1.5", "4", "11", "12", "gpt");
        assertThat(rows.get(2).subList(1, 10))
                .containsExactly("chat", "5.000001", "failed", "java.lang.IllegalStateException", "", "", "", "", "");
        assertThat(rows.get(3).subList(1, 5)).containsExactly("chat", "7", "cancelled", "");
        assertThat(rows.get(4).subList(1, 7)).containsExactly("chat", "9", "ok", "", "2", "5");
        assertThat(Instant.parse(rows.get(1).get(0)))
                .isBetween(before.minusMillis(5), Instant.now().plusMillis(5));
        assertThat(calls.written()).isEqualTo(4);
        assertThat(calls.dropped()).isZero();
    }

    @Test
    void shouldKeepEachCallOnOneLineWhenItsTextsAreHostile() throws IOException {
        String letters = "ab,\"\n\r\u2028\t =+\u0000é漢\ud83d\ude00;'\\";
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder hostile = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                int at = random.nextInt(letters.length());
                hostile.append(letters.charAt(at));
            }
            StringBuilder line = new StringBuilder();
            new CallLine(line).text(hostile.toString()).comma().text("next").end();

            assertThat(line.toString()).as("seed %s", seed).endsWith(",next\n");
            assertThat(line.chars().filter(c -> Character.isISOControl(c) || c == '\u2028'))
                    .hasSize(1);
            String expected = hostile.toString().replaceAll("[\\p{Cntrl}\u2028]", " ");
            assertThat(split(line.substring(0, line.length() - 1))).containsExactly(expected, "next");
        }
        StringBuilder line = new StringBuilder();
        new CallLine(line).text("x".repeat(100_000));
        assertThat(line).hasSize(CallLine.LONGEST_TEXT);
    }

    @Test
    void shouldHaveEveryCallAsALineOrADropWhenManyThreadsEndThem() throws Exception {
        for (int cells : new int[] {8, 1 << 16}) {
            long droppedBefore = log.failures().getOrDefault("calls.dropped", 0L);
            Path file = directory.resolve("calls" + cells);
            CallLog calls = start(file, cells, LARGE << 6);
            int operation = recorder.operation(OperationSpec.of("chat" + cells, "client"));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> {
                    for (int j = 0; j < 10_000; j++) {
                        recorder.end(operation, recorder.start(operation), null);
                    }
                }));
            }
            threads.forEach(Thread::start);
            while (threads.stream().anyMatch(Thread::isAlive)) {
                calls.run();
                Thread.onSpinWait();
            }

            calls.close(END_NANOS);

            assertThat(calls.written() + calls.dropped()).isEqualTo(40_000);
            assertThat(rows(file)).hasSize((int) calls.written() + 1);
            calls.run();
            assertThat(log.failures().getOrDefault("calls.dropped", 0L) - droppedBefore)
                    .isEqualTo(calls.dropped());
        }
    }

    @Test
    void shouldGoOnInANewFileWhenOneIsFullOrALabelIsNew() throws IOException {
        Path file = directory.resolve("calls");
        int operation = recorder.operation(OperationSpec.of("chat", "client"));
        CallLog first = start(file, 64, LARGE);
        recorder.ended(operation, 1, 2, null, labels(Map.of("a", "1")));
        first.close(END_NANOS);

        CallLog second = start(file, 64, LARGE);
        recorder.ended(operation, 1, 2, null, labels(Map.of("a", "2")));
        second.close(END_NANOS);
        assertThat(rows(file)).hasSize(3);
        assertThat(directory.resolve("calls.1")).doesNotExist();

        CallLog third = start(file, 64, LARGE);
        recorder.ended(operation, 1, 2, null, labels(Map.of("b", "3")));
        third.close(END_NANOS);
        assertThat(rows(directory.resolve("calls.1"))).hasSize(3);
        assertThat(rows(file).get(0)).endsWith("label.b");

        for (int i = 0; i < 20; i++) {
            CallLog full = start(file, 64, 1);
            recorder.ended(operation, 1, 2, null);
            full.close(END_NANOS);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1 + CallFile.KEPT);
        }
    }

    @Test
    void shouldAllocateNothingOnTheThreadOfTheCall() {
        CallLog calls = start(directory.resolve("calls"), 1 << 16, LARGE);
        int operation = recorder.operation(OperationSpec.of("chat", "client"));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // the first link what they call
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                recorder.end(operation, recorder.start(operation), null);
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        calls.close(END_NANOS);

        assertThat(bytes / 10_000).isZero();
        assertThat(calls.written()).isPositive();
    }

    @Test
    void shouldBeReadableByItsOwnerAlone() throws IOException {
        Path file = directory.resolve("calls");
        CallLog calls = start(file, 64, LARGE);
        recorder.ended(recorder.operation(OperationSpec.of("chat", "client")), 1, 2, null);
        calls.close(END_NANOS);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldEndAnUnfinishedLineWhenAnEarlierProcessLeftOne() throws IOException {
        Path file = Files.writeString(directory.resolve("calls"), CallColumns.FIXED + "\n2026-01-01T00:00:00.000Z,ch");
        CallLog calls = start(file, 64, LARGE);
        recorder.ended(recorder.operation(OperationSpec.of("chat", "client")), 1, 2, null);
        calls.close(END_NANOS);

        assertThat(rows(file)).hasSize(3);
        assertThat(rows(file).get(2).get(1)).isEqualTo("chat");
    }

    @Test
    void shouldSwitchItselfOffAndSaySoWhenTheFileHoldsSomethingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("calls"), "service = shop\n");
        CallLog calls = start(file, 64, LARGE);
        int operation = recorder.operation(OperationSpec.of("chat", "client"));
        recorder.ended(operation, 1, 2, null);
        calls.close(END_NANOS);

        assertThat(file).hasContent("service = shop\n");
        assertThat(calls.standstill()).contains("log.calls is switched off").contains("something else than calls");
        assertThat(calls.dropped()).isEqualTo(1);
        assertThat(log.failures()).containsEntry("calls.write", 1L);
    }

    @Test
    void shouldGoOnCountingWhenTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        CallLog calls = start(full, 64, LARGE);
        int operation = recorder.operation(OperationSpec.of("chat", "client"));
        recorder.end(operation, recorder.start(operation), null);
        calls.close(END_NANOS);
        recorder.end(operation, recorder.start(operation), null);

        OperationSnapshot snapshot = recorder.snapshot(operation);
        assertThat(calls.standstill()).contains("log.calls is switched off");
        assertThat(snapshot.calls()).isEqualTo(2);
        assertThat(calls.written()).isZero();
    }

    @Test
    void shouldGoOnInTheOtherFileWhenTheSettingsNameAnother() throws IOException {
        int operation = recorder.operation(OperationSpec.of("chat", "client"));
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        CallLog first = start(one, 64, LARGE);
        recorder.ended(operation, 1, 2, null);
        CallLog second = start(two, 64, LARGE);
        first.close(END_NANOS);
        recorder.ended(operation, 1, 2, null);
        second.close(END_NANOS);
        recorder.ended(operation, 1, 2, null);

        assertThat(rows(one)).hasSize(2);
        assertThat(rows(two)).hasSize(2);
        assertThat(first.writes(one)).isTrue();
        assertThat(first.writes(two)).isFalse();
    }

    private static List<List<String>> rows(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(split(line));
        }
        return rows;
    }

    /** The fields of a line, by the rules of RFC 4180. */
    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
