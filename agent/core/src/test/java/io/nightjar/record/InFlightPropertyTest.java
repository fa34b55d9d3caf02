package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Cases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InFlightPropertyTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldKnowHowManyRunAndForHowLongWhenTicksAreRegular() {
        Cases.check(120, random -> {
            Run run = new Run(random);
            for (int tick = 0; tick < 700; tick++) {
                run.step(SECOND / 2 + random.nextInt((int) SECOND));
                run.checkTotal();
                run.checkOldest();
            }
        });
    }

    @Test
    void shouldLoseNoCallWhenTicksAreLate() {
        Cases.check(120, random -> {
            Run run = new Run(random);
            for (int tick = 0; tick < 300; tick++) {
                boolean late = random.nextInt(20) == 0;
                run.step(late ? random.nextInt(600) * SECOND : SECOND);
                run.checkTotal();
            }
            run.endAll();
            run.checkTotal();
        });
    }

    @Test
    void shouldKnowHowManyRunAndForHowLongWhenCallsEndOnOtherThreads() {
        List<ExecutorService> threads = List.of(
                Executors.newSingleThreadExecutor(),
                Executors.newSingleThreadExecutor(),
                Executors.newSingleThreadExecutor());
        try {
            Cases.check(120, random -> {
                Run run = new Run(random, work -> onOneOf(threads, random, work));
                for (int tick = 0; tick < 60; tick++) {
                    run.step(random.nextInt(4) == 0 ? 3 * SECOND : SECOND / 10);
                    run.checkTotal();
                    run.checkOldest();
                }
                run.endAll();
                run.checkTotal();
            });
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
    }

    private static void onOneOf(List<ExecutorService> threads, Random random, Runnable work) {
        try {
            threads.get(random.nextInt(threads.size())).submit(work).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    private static final class Run {
        private final Random random;
        private final Consumer<Runnable> thread;
        private final List<Long> starts = new ArrayList<>();
        private final CallRecorder recorder;
        private final int id;
        private long now;

        Run(Random random) {
            this(random, Runnable::run);
        }

        /** @param thread runs each start and each end, on whatever thread it likes */
        Run(Random random, Consumer<Runnable> thread) {
            this.random = random;
            this.thread = thread;
            now = random.nextLong() >> 8;
            recorder = CallRecorder.create(() -> now, 2);
            id = recorder.operation(OperationSpec.of("op", "engine"));
        }

        void step(long nanos) {
            now += nanos;
            for (int i = random.nextInt(3); i > 0; i--) {
                long start = now - (long) (random.nextDouble() * Math.min(nanos, SECOND));
                starts.add(start);
                thread.accept(() -> recorder.started(id, start));
            }
            for (int i = random.nextInt(3); i > 0 && !starts.isEmpty(); i--) {
                end(random.nextInt(8) == 0 ? 0 : random.nextInt(starts.size()));
            }
            recorder.sample();
        }

        void endAll() {
            while (!starts.isEmpty()) {
                end(0);
            }
        }

        void checkTotal() {
            assertThat(recorder.inFlight(id, Duration.ZERO).total()).isEqualTo(starts.size());
        }

        void checkOldest() {
            long oldest = starts.stream().mapToLong(start -> now - start).max().orElse(0);
            long epoch = Math.max(SECOND * 3 / 10, Math.max(oldest > 10 * SECOND ? SECOND * 11 / 10 : 0, oldest / 5));
            assertThat(recorder.inFlight(id, Duration.ZERO).oldestNanos())
                    .isLessThanOrEqualTo(oldest)
                    .isGreaterThanOrEqualTo(oldest - epoch);
        }

        private void end(int index) {
            long start = starts.remove(index);
            thread.accept(() -> recorder.ended(id, start, now, null));
        }
    }
}
