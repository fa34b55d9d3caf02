package io.nightjar.sink;

import static io.nightjar.sink.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.sink.spool.JournalLines;
import io.nightjar.sink.spool.JournalRecord.Raised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several JVMs that live at once on one spool: locks count between processes, so every one here is a process. */
@Tag("slow")
class SharedSpoolTest {
    private static final int ALERTS = 30;

    @TempDir
    Path temporary;

    private final List<ForkedJvm> jvms = new ArrayList<>();

    @AfterEach
    void end() {
        jvms.forEach(ForkedJvm::close);
    }

    @Test
    void shouldTakeOverWhatADeadProcessLeftOnceAndLeaveTheLivingWhatIsTheirs() {
        AtomicBoolean up = new AtomicBoolean();
        try (ScriptedReceiver receiver = new ScriptedReceiver()) {
            receiver.otherwise(out -> status(up.get() ? 200 : 503).write(out));
            ForkedJvm dying = start(receiver, "dying", ALERTS);
            start(receiver, "one", ALERTS);
            start(receiver, "two", ALERTS);
            ScriptedReceiver.await(
                    () -> recorded().size() == 3 * ALERTS,
                    () -> "only " + recorded().size() + " recorded");
            dying.kill();

            int refused = receiver.received().size();
            up.set(true);
            start(receiver, "heir", 1);
            start(receiver, "other-heir", 1);
            ScriptedReceiver.await(
                    () -> hooks(receiver, refused).keySet().containsAll(expected()), () -> missing(receiver, refused));
            ScriptedReceiver.await(
                    () -> !directories().toString().contains("process-" + dying.pid() + "-"),
                    () -> "the dead one's journal is still there: " + directories());

            Map<String, List<Object>> ids = hooks(receiver, refused);
            assertThat(ids)
                    .allSatisfy((name, all) -> assertThat(new HashSet<>(all)).hasSize(1));
            for (int i = 0; i < ALERTS; i++) {
                assertThat(ids.get("condition-dying-" + i + " firing")).containsExactly("id-dying-" + i);
                assertThat(ids.get("condition-dying-" + i + " resolved")).hasSize(1);
                assertThat(ids.get("condition-one-" + i + " firing")).contains("id-one-" + i);
                assertThat(ids)
                        .doesNotContainKeys("condition-one-" + i + " resolved", "condition-two-" + i + " resolved");
            }
            assertThat(directories()).hasSizeBetween(2, 4);
        }
    }

    private ForkedJvm start(ScriptedReceiver receiver, String name, int alerts) {
        ForkedJvm jvm = ForkedJvm.start(
                temporary.resolve("output"),
                List.of(),
                List.of(
                        SpoolingApplication.class.getName(),
                        spool().toString(),
                        Integer.toString(receiver.port()),
                        name,
                        Integer.toString(alerts),
                        "wait"));
        jvms.add(jvm);
        return jvm;
    }

    private static Set<String> expected() {
        Set<String> expected = new HashSet<>(Set.of("condition-heir-0 firing", "condition-other-heir-0 firing"));
        for (int i = 0; i < ALERTS; i++) {
            for (String name : List.of("dying", "one", "two")) {
                expected.add("condition-" + name + "-" + i + " firing");
            }
            expected.add("condition-dying-" + i + " resolved");
        }
        return expected;
    }

    private static String missing(ScriptedReceiver receiver, int from) {
        Set<String> missing = expected();
        missing.removeAll(hooks(receiver, from).keySet());
        return "missing " + missing;
    }

    /** The ids that came to the webhook, those that were refused left out, by condition and status. */
    private static Map<String, List<Object>> hooks(ScriptedReceiver receiver, int from) {
        Map<String, List<Object>> ids = new HashMap<>();
        List<Received> all = receiver.received();
        for (Received request : all.subList(from, all.size())) {
            if (request.target().equals("/hook")) {
                Map<String, Object> alert = request.json();
                ids.computeIfAbsent(alert.get("fingerprint") + " " + alert.get("status"), key -> new ArrayList<>())
                        .add(alert.get("id"));
            }
        }
        return ids;
    }

    private Set<String> recorded() {
        Set<String> ids = new HashSet<>();
        for (Path directory : directories()) {
            try {
                if (Files.exists(directory.resolve("journal"))) {
                    JournalLines.read(directory.resolve("journal"), record -> {
                        if (record instanceof Raised raised && raised.delivery().kind() == NoticeKind.NOTIFICATION) {
                            ids.add(raised.delivery().alert().id());
                        }
                    });
                }
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }
        return ids;
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
