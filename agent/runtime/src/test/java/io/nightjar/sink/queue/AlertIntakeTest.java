package io.nightjar.sink.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sink.Alerts;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AlertIntakeTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long MILLISECOND_NANOS = 1_000_000;
    private static final NanoClock QUICK = () -> System.nanoTime() * 100;

    private final LogLines lines = new LogLines();
    private final ConcurrentLinkedQueue<Delivery> taken = new ConcurrentLinkedQueue<>();

    @Test
    void shouldHandOutInTheOrderInWhichItTookThem() {
        AlertIntake<Delivery> intake = new AlertIntake<>(taken::add, HOUR_NANOS, NanoClock.SYSTEM, lines.log);
        List<Delivery> offered = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            Delivery delivery = Delivery.notification(Alerts.firing("id" + i, "f"));
            offered.add(delivery);
            intake.offer(delivery);
        }
        awaitTaken(1_000, "");

        assertThat(taken).containsExactlyElementsOf(offered);
        assertThat(intake.pending()).isZero();
    }

    /** By a clock that runs so fast that the thread parks, or ends, all the time. */
    @Test
    void shouldLeaveNothingLyingWhateverItsThreadIsDoing() throws InterruptedException {
        for (int seed = 0; seed < 100; seed++) {
            taken.clear();
            AlertIntake<Delivery> intake =
                    new AlertIntake<>(taken::add, seed % 2 == 0 ? MILLISECOND_NANOS : HOUR_NANOS, QUICK, lines.log);
            Random random = new Random(seed);
            List<Thread> producers = new ArrayList<>();
            for (int producer = 0; producer < 2; producer++) {
                long own = random.nextLong();
                producers.add(new Thread(() -> produce(intake, new Random(own))));
            }
            producers.forEach(Thread::start);
            for (Thread producer : producers) {
                producer.join();
            }
            awaitTaken(60, "seed " + seed);
        }
        assertThat(lines.log.failures()).isEmpty();
    }

    @Test
    void shouldHaveNoThreadBeforeTheFirstAndEndItWhenIdle() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AlertIntake<Delivery> intake = new AlertIntake<>(
                delivery -> threads.add(Thread.currentThread()), MILLISECOND_NANOS, NanoClock.SYSTEM, lines.log);
        assertThat(threads).isEmpty();

        intake.offer(Delivery.notification(Alerts.firing("a", "f")));
        ScriptedReceiver.await(
                () -> threads.size() == 1 && !threads.iterator().next().isAlive(), () -> "it lives on");
        intake.offer(Delivery.notification(Alerts.firing("b", "f")));
        ScriptedReceiver.await(() -> threads.size() == 2, () -> "no other thread came");

        assertThat(threads).allSatisfy(thread -> {
            assertThat(thread.getName()).isEqualTo("nightjar-alerts");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void shouldDropTheOldestAndCountItWhenNobodyTakes() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AlertIntake<Delivery> intake = new AlertIntake<>(
                delivery -> {
                    entered.countDown();
                    awaitQuietly(gate);
                    taken.add(delivery);
                },
                HOUR_NANOS,
                NanoClock.SYSTEM,
                lines.log);
        intake.offer(Delivery.notification(Alerts.firing("first", "f")));
        entered.await();

        for (int i = 0; i < AlertIntake.CAPACITY + 7; i++) {
            intake.offer(Delivery.notification(Alerts.firing("id" + i, "f")));
        }
        gate.countDown();
        awaitTaken(AlertIntake.CAPACITY + 1, "");

        assertThat(intake.dropped()).isEqualTo(7);
        assertThat(intake.counters())
                .extracting(DestinationCounters::raised, DestinationCounters::dropped)
                .containsExactly(7L, 7L);
        assertThat(taken).extracting(delivery -> delivery.alert().id()).startsWith("first", "id7", "id8");
    }

    @Test
    void shouldGoOnAfterATakerThatThrows() {
        AlertIntake<Delivery> intake = new AlertIntake<>(
                delivery -> {
                    taken.add(delivery);
                    throw new IllegalStateException("on purpose");
                },
                HOUR_NANOS,
                NanoClock.SYSTEM,
                lines.log);

        intake.offer(Delivery.notification(Alerts.firing("a", "f")));
        intake.offer(Delivery.notification(Alerts.firing("b", "f")));
        awaitTaken(2, "");

        ScriptedReceiver.await(
                () -> lines.log.failures().equals(Map.of("sink.handOut", 2L)),
                () -> lines.log.failures().toString());
    }

    @Test
    void shouldHandOutWhatWaitsWhenItIsClosed() throws InterruptedException {
        AlertIntake<Delivery> intake = new AlertIntake<>(taken::add, HOUR_NANOS, NanoClock.SYSTEM, lines.log);
        for (int i = 0; i < 100; i++) {
            intake.offer(Delivery.notification(Alerts.firing("id" + i, "f")));
        }

        intake.close(System.nanoTime() + 10_000_000_000L);

        assertThat(taken).hasSize(100);
    }

    private static void produce(AlertIntake intake, Random random) {
        for (int i = 0; i < 30; i++) {
            intake.offer(Delivery.notification(Alerts.firing("id" + i, "f")));
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(random.nextInt(1_500_000));
            }
        }
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTaken(int count, String seed) {
        ScriptedReceiver.await(() -> taken.size() >= count, () -> seed + " only " + taken.size() + " of " + count);
    }
}
