package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.forked.AlertReceiver.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes with {@code state} and {@code alerts.spool} that are killed while they are asked to acknowledge and to silence. {@code
 * -Dnightjar.test.kills=200} kills more often, all JDKs together.
 */
class KilledPolicyTest {
    private static final int KILLS = Integer.getInteger("nightjar.test.kills", 20);
    private static final int KILLS_EACH = Math.max(1, KILLS / Jdks.found().size());
    private static final long LONGEST_LIFE_NANOS = 400_000_000L;

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @EveryJdk
    void shouldKeepWhatACommandHasAnsweredAndEndEachConditionOnce(Jdk jdk) throws IOException {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            speeds(60);
            AskedFor asked = new AskedFor(random);
            for (int life = 0; life < KILLS_EACH; life++) {
                try (RunningJvm jvm = start(jdk, receiver, "1h", "1h")) {
                    jvm.await("all fire", () -> firing(jvm) == 3);
                    asked.compare(jvm, "life " + life + ", seed " + seed);
                    killWhileAsked(jvm, asked);
                }
            }
            speeds(0);
            try (RunningJvm jvm = start(jdk, receiver, "1h", "2s")) {
                asked.compare(jvm, "last life, seed " + seed);
                jvm.await(
                        "the ends", () -> firing(jvm) == 0 && unended(receiver).isEmpty());
                jvm.endInput();
                Outcome outcome = jvm.awaitExit();
                assertThat(outcome.exitCode()).isZero();
                assertThat(AgentLines.others(outcome)).isEmpty();
            }
            assertThat(ends(receiver))
                    .as("ends by condition and beginning; seed " + seed)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy((condition, ids) -> assertThat(ids).hasSize(1));
            assertThat(asked.answered()).as("commands that were answered").isGreaterThanOrEqualTo(KILLS_EACH);
        }
    }

    @EveryJdk
    void shouldLeaveNothingWithoutAnEndWhereConditionsComeAndGo(Jdk jdk) throws IOException {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            for (int life = 0; life < KILLS_EACH; life++) {
                speeds(random.nextInt(2) * 60);
                try (RunningJvm jvm = start(jdk, receiver, "0s", "400ms")) {
                    LockSupport.parkNanos(random.nextInt(700) * 1_000_000L);
                    speeds(random.nextInt(2) * 60);
                    LockSupport.parkNanos(random.nextInt(1_200) * 1_000_000L);
                    jvm.close();
                    jvm.awaitExit();
                    deleteAttachFile(jvm);
                }
            }
            speeds(0);
            try (RunningJvm jvm = start(jdk, receiver, "0s", "2s")) {
                jvm.await(
                        "the ends", () -> firing(jvm) == 0 && !lastOf(receiver).containsValue("firing"));
                jvm.endInput();
                assertThat(jvm.awaitExit().exitCode()).isZero();
            }
            assertThat(lastOf(receiver)).as("seed " + seed).hasSize(3).doesNotContainValue("firing");
        }
    }

    /** Asks for one thing after the other, until it is killed. */
    private void killWhileAsked(RunningJvm jvm, AskedFor asked) {
        long nanos = random.nextLong() & Long.MAX_VALUE;
        Thread killer = new Thread(
                () -> {
                    LockSupport.parkNanos(nanos % LONGEST_LIFE_NANOS);
                    jvm.close();
                },
                "killer");
        boolean answers = asked.ask(jvm);
        killer.start();
        while (answers) {
            answers = asked.ask(jvm);
        }
        jvm.awaitExit();
        deleteAttachFile(jvm);
    }

    /** A JVM that is killed leaves the socket by which it is asked. */
    private static void deleteAttachFile(RunningJvm jvm) {
        try {
            Files.deleteIfExists(Path.of("/tmp", ".java_pid" + jvm.pid()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RunningJvm start(Jdk jdk, AlertReceiver receiver, String limit, String resolveAfter) {
        RunningJvm jvm = ForkedJvm.on(jdk)
                .option("-XX:TieredStopAtLevel=1")
                .agent(
                        "watch=com.acme.Serving#*(long);latency.threshold=40ms;severity.error=1000;severity.critical=2000;"
                                + "stuck.threshold=10m;throughput.threshold=0;memory.check=heap;alerts.rate-limit="
                                + limit
                                + ";alerts.rate-limit.per=operation;alerts.flapping=0;service=shop;instance=node-1;alerts.resolve-after="
                                + resolveAfter + ";state=" + directory.resolve("state") + ";alerts.spool="
                                + directory.resolve("spool") + ";" + Hook.to(receiver))
                .main("com.acme.Serving", directory.resolve("speeds").toString())
                .start();
        jvm.awaitOut("serving");
        assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
        return jvm;
    }

    private void speeds(long millis) throws IOException {
        Path next = Files.writeString(
                directory.resolve("speeds.new"),
                "embed=" + millis + "\nrank=" + millis + "\ngenerate=" + millis + "\n");
        Files.move(next, directory.resolve("speeds"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static long firing(RunningJvm jvm) {
        return JarCommands.objects("conditions", Long.toString(jvm.pid()), "--json").stream()
                .filter(condition -> "firing".equals(condition.get("state")))
                .count();
    }

    /** The ids of the ends that arrived, by condition and beginning of each whose beginning arrived. */
    private static Map<String, Set<Object>> ends(AlertReceiver receiver) {
        Map<String, Set<Object>> ends = new HashMap<>();
        for (Request request : receiver.requests()) {
            Map<String, Object> alert = request.json();
            Set<Object> ids = ends.computeIfAbsent(
                    alert.get("fingerprint") + " " + alert.get("starts_at"), key -> new TreeSet<>());
            if ("resolved".equals(alert.get("status"))) {
                ids.add(alert.get("id"));
            }
        }
        return ends;
    }

    /** What each condition's receiver was told of it last; what is sent again counts where it came first. */
    private static Map<Object, Object> lastOf(AlertReceiver receiver) {
        Map<Object, Object> last = new HashMap<>();
        Set<Object> seen = new HashSet<>();
        for (Request request : receiver.requests()) {
            Map<String, Object> alert = request.json();
            if (seen.add(alert.get("id"))) {
                last.put(alert.get("fingerprint"), alert.get("status"));
            }
        }
        return last;
    }

    private static List<String> unended(AlertReceiver receiver) {
        return ends(receiver).entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
