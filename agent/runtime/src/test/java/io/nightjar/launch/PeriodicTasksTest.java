package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.SpyLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodicTasksTest {
    private static final long SECOND = 1_000_000_000L;

    private final SpyLog log = new SpyLog();
    private final List<String> done = new ArrayList<>();
    private long nowNanos = -100 * SECOND;

    @Test
    void shouldRunNothingUntilTheApplicationsMainHasBegun() throws InterruptedException {
        try (GatedThread beforeMain = GatedThread.start()) {
            PeriodicTasks tasks = new PeriodicTasks(beforeMain.gate(), log.log(), () -> nowNanos)
                    .onceMainHasBegun(task("once"))
                    .everySecond(task("always"));

            assertThat(tasks.run()).isFalse();
            assertThat(done).isEmpty();
            beforeMain.close();

            assertThat(tasks.run()).isTrue();
            assertThat(tasks.run()).isTrue();
        }
        assertThat(done).containsExactly("once", "always", "always");
    }

    @Test
    void shouldCountAFailureUnderTheTasksNameAndRunTheOthersWhenATaskFails() throws InterruptedException {
        PeriodicTasks tasks =
                open().everySecond(failing("broken", Long.MAX_VALUE)).everySecond(task("sound"));

        tasks.run();
        tasks.run();

        assertThat(done).containsExactly("sound", "sound");
        assertThat(log.failures()).containsOnlyKeys("broken").containsEntry("broken", 2L);
    }

    @Test
    void shouldTryATaskThatIsToRunOnceWithGrowingPausesWhenItFails() throws InterruptedException {
        List<Long> triedAtSeconds = new ArrayList<>();
        long begunNanos = nowNanos;
        PeriodicTasks tasks = open().onceMainHasBegun(new NamedTask("once", () -> {
            triedAtSeconds.add((nowNanos - begunNanos) / SECOND);
            throw new OutOfMemoryError("unable to create native thread");
        }));

        for (int second = 0; second < 200; second++) {
            tasks.run();
            nowNanos += SECOND;
        }

        assertThat(triedAtSeconds).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }

    @Test
    void shouldRunATaskNoMoreWhenItWasToRunOnceAndHasSucceeded() throws InterruptedException {
        PeriodicTasks tasks = open().onceMainHasBegun(failing("once", 1));

        for (int second = 0; second < 10; second++) {
            tasks.run();
            nowNanos += SECOND;
        }

        assertThat(done).containsExactly("once");
        assertThat(log.failures()).containsEntry("once", 1L);
    }

    private PeriodicTasks open() throws InterruptedException {
        return new PeriodicTasks(GatedThread.openGate(), log.log(), () -> nowNanos);
    }

    private PeriodicTasks.Task task(String name) {
        return failing(name, 0);
    }

    /** A task that succeeds after so many failures. */
    private PeriodicTasks.Task failing(String name, long times) {
        long[] left = {times};
        return new NamedTask(name, () -> {
            if (left[0]-- > 0) {
                throw new IllegalStateException("not now");
            }
            done.add(name);
        });
    }

    private record NamedTask(String name, Runnable work) implements PeriodicTasks.Task {
        @Override
        public void run() {
            work.run();
        }
    }
}
