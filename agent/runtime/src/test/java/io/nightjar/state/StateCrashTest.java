package io.nightjar.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.sink.ForkedJvm;
import io.nightjar.sink.ScriptedReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that die with a state directory. {@code -Dnightjar.test.kills=200} kills more often. Each process that is started
 * takes over what the one before left, says what it found, and is the next to be killed.
 */
@Tag("slow")
class StateCrashTest {
    private static final int KILLS = Integer.getInteger("nightjar.test.kills", 20);
    private static final String ENTRIES = "40";

    @TempDir
    Path temporary;

    /** What was said to be kept and not said to be taken back, and what was about to change when a process died. */
    private final Set<String> kept = new HashSet<>();

    private final Set<String> uncertain = new HashSet<>();

    @Test
    void shouldLoseNothingThatWasKeptAndBringNothingBackWhereverTheProcessIsKilled() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int everKept = 0;
        for (int run = 0; run < KILLS; run++) {
            Path output = temporary.resolve("output-" + run);
            try (ForkedJvm jvm = start(run, output)) {
                if (random.nextInt(4) > 0) {
                    ScriptedReceiver.await(() -> hasSaved(output) || !jvm.isAlive(), () -> "nothing in a run");
                    LockSupport.parkNanos(random.nextLong(60_000_000L));
                } else {
                    // Within its start: before or while it takes over what is there.
                    ScriptedReceiver.await(() -> text(output).contains("found") || !jvm.isAlive(), () -> "no start");
                    LockSupport.parkNanos(random.nextLong(10_000_000L));
                }
                jvm.kill();
            }
            everKept += check(output, "seed " + seed + " run " + run);
        }
        Path output = temporary.resolve("output-last");
        try (ForkedJvm jvm = start(KILLS, output)) {
            ScriptedReceiver.await(() -> hasSaved(output) || !jvm.isAlive(), () -> "nothing in the last run");
            jvm.kill();
        }
        check(output, "seed " + seed + " at the end");
        assertThat(everKept).as("seed " + seed).isGreaterThan(KILLS);
        try (Stream<Path> left = Files.list(root())) {
            assertThat(left.filter(one -> !one.getFileName().toString().startsWith(".")))
                    .as("what was taken over is removed, seed " + seed)
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void shouldSayThatNothingIsKeptOnADiskThatIsFullAndLoseNothingThatWas() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh to limit the size of files with");
        Path output = temporary.resolve("output");
        try (ForkedJvm jvm = ForkedJvm.start(
                output,
                List.of("/bin/sh", "-c", "(ulimit -f 40; exec \"$@\") 2>&1 | cat", "sh"),
                List.of(RememberingApplication.class.getName(), root().toString(), "full", "100"))) {
            jvm.awaitExit();
        }
        check(output, "full");
        assertThat(goesOnAfterRefusal(text(output))).as(text(output)).isTrue();
        assertThat(text(output)).containsOnlyOnce("state cannot be written");

        Path next = temporary.resolve("next");
        try (ForkedJvm jvm = start(1, next)) {
            ScriptedReceiver.await(() -> hasSaved(next) || !jvm.isAlive(), () -> "nothing in the next run");
            jvm.kill();
        }
        check(next, "after the full disk");
        assertThat(kept).contains("full-9");
    }

    /** Once the disk has refused something, less was kept: and in the first such round the refusal is said once. */
    private static boolean goesOnAfterRefusal(String said) {
        int refused = said.indexOf("refused +");
        return refused > 0 && said.indexOf("kept ", refused) > 0;
    }

    private ForkedJvm start(int run, Path output) {
        return ForkedJvm.start(
                output,
                List.of(),
                List.of(RememberingApplication.class.getName(), root().toString(), "run" + run, ENTRIES));
    }

    private static boolean hasSaved(Path output) {
        return text(output).contains("kept ");
    }

    /** Compares what a process found with what those before it said, then follows what it said; how often it has saved. */
    private int check(Path output, String as) {
        String said = text(output);
        assertThat(said).as(as).doesNotContain("Exception in", "failed: ", "damaged");
        int saves = 0;
        String begun = null;
        for (String line : said.split("\n", -1)) {
            if (line.startsWith("found") && line.endsWith(" .")) {
                found(
                        List.of(line.substring("found".length(), line.length() - 2)
                                .trim()
                                .split(" ")),
                        as);
            } else if (line.startsWith("begin ") && said.contains(line + "\n")) {
                begun = line.substring("begin ".length());
                uncertain.add(begun.substring(2));
            } else if (begun != null && line.equals("kept " + begun)) {
                saves++;
                done(begun);
                begun = null;
            }
        }
        return saves;
    }

    private void found(List<String> names, String as) {
        List<String> found = new ArrayList<>(names);
        found.remove("");
        assertThat(found).as(as).doesNotHaveDuplicates();
        Set<String> lost = new HashSet<>(kept);
        lost.removeAll(found);
        lost.removeAll(uncertain);
        assertThat(lost).as(as + ": lost").isEmpty();
        Set<String> back = new HashSet<>(found);
        back.removeAll(kept);
        back.removeAll(uncertain);
        assertThat(back).as(as + ": taken back, and there again").isEmpty();
        kept.clear();
        kept.addAll(found);
        uncertain.clear();
    }

    private void done(String step) {
        String id = step.substring(2);
        uncertain.remove(id);
        if (step.startsWith("+")) {
            kept.add(id);
        } else {
            kept.remove(id);
        }
    }

    private static String text(Path output) {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private Path root() {
        return temporary.resolve("state");
    }
}
