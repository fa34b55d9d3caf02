package io.nightjar.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ThreadsTest {
    private static final int MANY = 100_000;
    private static final long MOST_BYTES_AN_OPERATION = 128 * 1024;

    private final CallRecorder recorder = CallRecorder.create(System::nanoTime, 2);
    private final int id = recorder.operation(OperationSpec.of("op", "engine"));

    @Test
    void shouldLoseNoCallWhenManyThreadsRecordAtOnce() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 24; t++) {
            threads.add(new Thread(() -> calls(20_000)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        check(24 * 20_000);
    }

    @Test
    void shouldLoseNoCallWhenThreadsComeOneAfterAnother() throws InterruptedException {
        for (int t = 0; t < MANY; t++) {
            Thread thread = new Thread(() -> calls(1));
            thread.start();
            thread.join();
        }

        check(MANY);
    }

    @Test
    void shouldLoseNoCallWhenPoolsAreThrownAway() throws InterruptedException {
        for (int p = 0; p < 50; p++) {
            ExecutorService pool = Executors.newFixedThreadPool(16);
            for (int task = 0; task < 64; task++) {
                pool.execute(() -> calls(100));
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            recorder.sample();
        }

        check(50 * 64 * 100);
    }

    @Test
    void shouldCountAStartAndAnEndWhenTheyAreOnDifferentThreads() throws InterruptedException {
        long start = System.nanoTime();
        recorder.started(id, start);
        Thread other = new Thread(() -> recorder.ended(id, start, start + 5, null));
        other.start();
        other.join();

        check(1);
    }

    @Test
    void shouldStayWithinItsMemoryWhenEveryStripeIsInUse() throws InterruptedException {
        int operations = 60;
        long[] now = {0};
        CallRecorder busy = CallRecorder.create(() -> now[0], 2);
        for (int op = 0; op < operations; op++) {
            busy.operation(OperationSpec.of("op" + op, "engine"));
        }
        long before = usedBytes();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(20);
        CountDownLatch gate = new CountDownLatch(1);
        for (int t = 0; t < 20; t++) {
            int number = t;
            threads.add(new Thread(() -> {
                for (int op = 0; op < operations; op++) {
                    busy.started(op, 0);
                    busy.ended(op, 0, 12_000_000_000L + op, number % 3 == 0 ? new IllegalStateException() : null);
                }
                done.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        threads.forEach(Thread::start);
        done.await();
        for (int second = 0; second < 200; second++) {
            now[0] += 1_000_000_000L;
            for (int op = 0; op < operations; op++) {
                busy.started(op, now[0]);
                busy.ended(op, now[0], now[0] + 5, new IllegalStateException());
            }
            busy.sample();
        }
        long used = usedBytes() - before;
        gate.countDown();

        assertThat(used / operations).isLessThan(MOST_BYTES_AN_OPERATION);
        assertThat(busy.snapshots()).hasSize(operations);
    }

    private void calls(int count) {
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            recorder.started(id, start);
            recorder.ended(id, start, System.nanoTime(), null);
        }
    }

    private void check(long calls) {
        OperationSnapshot snapshot = recorder.snapshot(id);
        assertThat(snapshot.calls()).isEqualTo(calls);
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.latency()).isPresent();
    }

    /** What is alive: the least of several looks, because a collection may leave dead objects for the next. */
    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
