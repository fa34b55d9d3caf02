package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What fails is tried again, and what stands still is said. */
class StandstillTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final AgentLog log = log();
    private long now = -5 * SECOND;

    @Test
    void shouldRepeatATaskThatIsToRunOnceUntilItHasSucceeded() {
        int[] runs = new int[1];
        PeriodicTasks tasks = new PeriodicTasks(MainGate.forCurrentThread(), log, () -> now)
                .onceMainHasBegun(task(() -> {
                    if (++runs[0] < 4) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                }));

        for (int second = 0; second < 30; second++) {
            tasks.run();
            now += SECOND;
        }

        assertThat(runs[0]).isEqualTo(4);
        assertThat(log.failures()).containsEntry("test.task", 3L);
    }

    @Test
    void shouldCountAPartAsFollowedOnlyOnceItsStepHasEnded() {
        NightjarConfig before = config("latency.threshold=1s");
        NightjarConfig after = config("latency.threshold=2s;watch=com.acme.Engine#infer");
        List<String> steps = new ArrayList<>();
        FollowingPart failing = new FollowingPart("watch", before, step(() -> {
            steps.add("watch");
            if (steps.size() < 3) {
                throw new IllegalStateException("not now");
            }
        }));

        assertThat(failing.follow(before, now, log)).as("nothing has changed").isTrue();
        assertThat(failing.follow(after, now, log)).isFalse();
        assertThat(failing.follow(after, now, log)).as("its pause is not over").isFalse();
        now += SECOND;
        assertThat(failing.follow(after, now, log)).isFalse();
        now += 2 * SECOND;
        assertThat(failing.follow(after, now, log)).isTrue();
        assertThat(failing.follow(after, now, log)).isTrue();

        assertThat(steps).hasSize(3);
        assertThat(log.failures()).containsEntry("launch.reload.watch", 2L);
    }

    @Test
    void shouldFollowTheOldSettingsAgainWhenAFailedChangeIsTakenBack() {
        NightjarConfig before = config("latency.threshold=1s");
        NightjarConfig after = config("watch=com.acme.Engine#infer");
        int[] runs = new int[1];
        FollowingPart part = new FollowingPart("watch", before, step(() -> {
            if (runs[0]++ == 0) {
                throw new IllegalStateException("half done");
            }
        }));

        part.follow(after, now, log);
        part.tryAtOnce();

        assertThat(part.follow(before, now, log)).isTrue();
        assertThat(runs[0]).as("what was left half done is put right").isEqualTo(2);
    }

    @Test
    void shouldSayEachStandstillOnceAndItsEnd() {
        List<String> standing = new ArrayList<>(List.of("judging stands still"));
        Problems problems = new Problems(log).add(all -> all.addAll(standing)).add(all -> {
            throw new IllegalStateException("a part that cannot tell");
        });

        problems.log();
        problems.log();
        assertThat(problems.get()).containsExactly("judging stands still");
        standing.clear();
        problems.log();
        problems.log();

        assertThat(problems.get()).isEmpty();
        assertThat(lines.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("judging")))
                .hasSize(2)
                .last()
                .asString()
                .contains("no longer so");
    }

    private interface Work {
        void run();
    }

    private static PeriodicTasks.Task task(Work work) {
        return new PeriodicTasks.Task() {
            @Override
            public String name() {
                return "test.task";
            }

            @Override
            public void run() {
                work.run();
            }
        };
    }

    private static FollowingPart.Step step(Work work) {
        return new FollowingPart.Step() {
            @Override
            public Object settings(NightjarConfig config) {
                return config.watch();
            }

            @Override
            public void follow(NightjarConfig next) {
                work.run();
            }
        };
    }

    private static NightjarConfig config(String argument) {
        ConfigResult result =
                ConfigLoader.of(argument, Map.of(), Map.of(), Path.of("")).load();
        return ((ConfigResult.Valid) result).config();
    }

    private AgentLog log() {
        AgentLog made = new AgentLog(AgentLog.Level.DEBUG, AgentLog.Format.TEXT);
        made.configure(
                AgentLog.Level.DEBUG, AgentLog.Format.TEXT, new PrintStream(lines, true, StandardCharsets.UTF_8));
        return made;
    }
}
