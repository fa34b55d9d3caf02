package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operation that rests is not read anew at each sample, and what happens next is seen at the next one all the same. */
class RestingOperationPropertyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW_NANOS = 30 * SECOND;

    @Test
    void shouldSeeWhatRunsAndWhatEndedAtEachSampleWhenCallsComeAfterRests() {
        // More threads than may own a stripe on two cores, so that some share one.
        List<ExecutorService> threads =
                Stream.generate(Executors::newSingleThreadExecutor).limit(12).toList();
        try {
            Cases.check(150, random -> {
                Run run = new Run(random, threads);
                for (int round = 0; round < 12; round++) {
                    for (int busy = random.nextInt(4); busy > 0; busy--) {
                        run.act(1 + random.nextInt(4));
                        run.sample(random.nextInt(3) == 0 ? SECOND / 3 : SECOND);
                    }
                    if (random.nextBoolean()) {
                        run.endAll();
                    }
                    for (int rest = random.nextInt(random.nextInt(8) == 0 ? 90 : 4); rest > 0; rest--) {
                        run.sample(SECOND);
                    }
                }
            });
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
    }

    /** Calls, streams among them, that start, move on and end on any thread. */
    private static final class Run {
        private final Random random;
        private final List<ExecutorService> threads;
        private final CallRecorder recorder;
        private final int id;
        private final List<long[]> running = new ArrayList<>();
        private final List<Long> completedAt = new ArrayList<>();
        private final List<Long> failedAt = new ArrayList<>();
        private final List<Long> cancelledAt = new ArrayList<>();
        private final WindowCounts window = new WindowCounts();
        private long firstSample = Long.MAX_VALUE;
        private long now;

        Run(Random random, List<ExecutorService> threads) {
            this.random = random;
            this.threads = threads;
            now = random.nextLong() >> 8;
            recorder = CallRecorder.create(() -> now, 2);
            id = recorder.operation(OperationSpec.of("op", "engine"));
        }

        void act(int times) {
            for (int i = 0; i < times; i++) {
                now += 1 + random.nextInt(40_000_000);
                int what = random.nextInt(4);
                if (what < 2 || running.isEmpty()) {
                    start();
                } else if (what == 2) {
                    moveOn(running.get(random.nextInt(running.size())));
                } else {
                    end(random.nextInt(running.size()));
                }
            }
        }

        void endAll() {
            while (!running.isEmpty()) {
                now += 1 + random.nextInt(40_000_000);
                end(running.size() - 1);
            }
        }

        private void start() {
            long start = now;
            running.add(new long[] {start, start});
            anywhere(() -> recorder.started(id, start));
        }

        private void moveOn(long[] call) {
            now += random.nextInt(600_000_000);
            long lastActivity = call[1];
            call[1] = now;
            anywhere(() -> recorder.chunk(id, lastActivity, now));
        }

        private void end(int index) {
            long[] call = running.remove(index);
            boolean cancelled = random.nextInt(4) == 0;
            boolean failed = !cancelled && random.nextInt(3) == 0;
            (cancelled ? cancelledAt : completedAt).add(now);
            if (failed) {
                failedAt.add(now);
            }
            Throwable thrown = failed ? new IllegalStateException() : null;
            anywhere(() -> recorder.streamEnded(id, call[0], call[1], now, thrown, cancelled, null));
        }

        void sample(long afterNanos) {
            now += afterNanos;
            recorder.sample();
            if (recorder.wasCalled(id) && firstSample == Long.MAX_VALUE) {
                firstSample = now;
            }
            assertThat(recorder.inFlight(id)).isEqualTo(running.size());
            assertThat(recorder.oldestInFlightNanos(id) > 0).isEqualTo(!running.isEmpty());
            recorder.sampledCounts(id, WINDOW_NANOS, window);
            long begun = now - window.coveredNanos();
            // Nothing is known of the time before the first sample but that all was counted since the beginning.
            long since = begun < firstSample ? Long.MIN_VALUE : begun;
            assertThat(window.calls()).isEqualTo(after(since, completedAt));
            assertThat(window.errors()).isEqualTo(after(since, failedAt));
            assertThat(window.cancelled()).isEqualTo(after(since, cancelledAt));
        }

        private static long after(long since, List<Long> times) {
            return times.stream().filter(time -> time > since).count();
        }

        private void anywhere(Runnable work) {
            if (random.nextInt(3) == 0) {
                work.run();
                return;
            }
            try {
                threads.get(random.nextInt(threads.size())).submit(work).get();
            } catch (InterruptedException | ExecutionException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
