package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.SpyLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectorThreadTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final SpyLog log = new SpyLog();
    private final FakeWork work = new FakeWork();
    private final DetectorThread thread = new DetectorThread(work, log.log(), () -> work.nowNanos);

    @AfterEach
    void end() throws InterruptedException {
        thread.close();
        FakeWork.await("every detector's thread has ended", () -> running().isEmpty());
    }

    @Test
    void shouldBuildNothingUntilTheApplicationsHeadStartIsOver() {
        work.nowNanos -= 1;
        thread.start();
        FakeWork.await("it lets the application begin", this::isParked);
        assertThat(work.prepared).hasValue(0);

        work.nowNanos += 500 * MILLI;
        FakeWork.await("it judges", () -> work.judged.get() > 0);

        assertThat(work.prepared).hasValue(1);
    }

    @Test
    void shouldJudgeAtOnceWhenASlowCallComesFirst() {
        thread.start();

        new WakeDetector(thread).run();

        FakeWork.await("it judges", () -> work.judged.get() > 0);
    }

    @Test
    void shouldRunThePeriodicTasksOnceASecondHoweverOftenItIsWoken() {
        long begunNanos = work.nowNanos;
        judgedAnew();
        judgedAnew();
        work.nowNanos += 900 * MILLI - 1;
        judgedAnew();
        work.nowNanos += 100 * MILLI + 1;
        judgedAnew();
        judgedAnew();

        assertThat(work.tasksAtNanos).containsExactly(begunNanos, begunNanos + SECOND);
    }

    @Test
    void shouldRunThePeriodicTasksWithJudgingWhenTheyAreDueLittleLater() {
        long begunNanos = work.nowNanos;
        judgedAnew();
        work.nowNanos += 900 * MILLI;
        judgedAnew();
        work.nowNanos += 900 * MILLI;
        judgedAnew();

        assertThat(work.tasksAtNanos).containsExactly(begunNanos, begunNanos + 900 * MILLI, begunNanos + 1_800 * MILLI);
    }

    @Test
    void shouldCountTheSecondFromTheBeginningOfJudging() {
        long begunNanos = work.nowNanos;
        work.judgingNanos = 200 * MILLI;
        judgedAnew();
        work.judgingNanos = 0;
        work.nowNanos = begunNanos + 900 * MILLI;
        judgedAnew();

        assertThat(work.tasksAtNanos).containsExactly(begunNanos + 200 * MILLI, begunNanos + 900 * MILLI);
    }

    @Test
    void shouldLookAgainSoonWhileTheApplicationsMainHasNotBegun() {
        work.mainHasBegun = false;
        long begunNanos = work.nowNanos;
        judgedAnew();
        work.nowNanos += 20 * MILLI;
        judgedAnew();
        judgedAnew();

        assertThat(work.tasksAtNanos).containsExactly(begunNanos, begunNanos + 20 * MILLI);
    }

    @Test
    void shouldGoOnAndCountItWhenJudgingThrowsAnything() {
        work.judging = new OutOfMemoryError("test");
        judgedAnew();
        work.judging = new StackOverflowError();
        judgedAnew();
        work.judging = new AssertionError();
        judgedAnew();
        work.judging = null;
        judgedAnew();

        assertThat(work.prepared).hasValue(1);
        assertThat(log.failures()).containsOnlyKeys("detect.tick");
        assertThat(log.failures().get("detect.tick")).isGreaterThanOrEqualTo(3);
        assertThat(work.ranOut.get()).isGreaterThanOrEqualTo(2).isLessThan(work.judged.get());
    }

    @Test
    void shouldBuildAnewInTheNextRoundWhenBuildingFails() {
        work.preparing = new OutOfMemoryError("test");
        thread.start();
        thread.wake();
        FakeWork.await("building has failed", () -> work.prepared.get() > 0);
        work.preparing = null;

        FakeWork.await("it judges", () -> {
            thread.wake();
            return work.judged.get() > 0;
        });

        assertThat(log.failures()).containsOnlyKeys("launch.detector");
    }

    @Test
    void shouldSayThatJudgingStandsStillAndWhyUntilARoundSucceeds() {
        work.judging = new NoClassDefFoundError("test");
        judgedAnew();
        work.nowNanos += 10 * SECOND - 1;
        assertThat(thread.standstill()).isNull();
        work.nowNanos += 1;

        assertThat(thread.standstill())
                .isEqualTo("judging stands still: no state has been judged and no slow call looked at for"
                        + " more than 10 s (java.lang.NoClassDefFoundError)");
        work.judging = null;
        judgedAnew();
        assertThat(thread.standstill()).isNull();
    }

    @Test
    void shouldStartAnewWhenTheThreadHasDied() {
        thread.revive();
        assertThat(running()).as("it was not started yet").isEmpty();
        work.runningOut = new OutOfMemoryError("also while it was noted");
        work.judging = new OutOfMemoryError("test");
        thread.start();
        running().forEach(started -> started.setUncaughtExceptionHandler((dead, why) -> {}));
        thread.wake();
        FakeWork.await("it has died", () -> work.judged.get() > 0 && running().isEmpty());
        work.judging = null;
        work.runningOut = null;
        int before = work.judged.get();

        thread.revive();
        thread.revive();

        thread.wake();
        FakeWork.await("it judges again", () -> work.judged.get() > before);
        assertThat(running()).hasSize(1);
        assertThat(log.failures()).containsEntry("launch.detector", 1L);
    }

    @Test
    void shouldEndAndStayEndedWhenClosed() throws InterruptedException {
        judgedAnew();

        thread.close();
        thread.revive();
        work.nowNanos += 3_600 * SECOND;

        assertThat(running()).isEmpty();
        assertThat(thread.standstill()).isNull();
        assertThat(log.failures()).as("it was not started anew").isEmpty();
    }

    /** Wakes the thread, started if need be, and waits until it has begun another round and rests again. */
    private void judgedAnew() {
        if (running().isEmpty()) {
            thread.start();
        }
        int before = work.judged.get();
        FakeWork.await("it judges", () -> {
            thread.wake();
            return work.judged.get() > before;
        });
        FakeWork.await("it rests", this::isParked);
    }

    private boolean isParked() {
        return running().stream().anyMatch(one -> one.getState() == Thread.State.TIMED_WAITING);
    }

    private static List<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(one -> one.getName().equals("nightjar-detector") && one.isAlive())
                .toList();
    }
}
