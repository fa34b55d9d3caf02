package io.nightjar.sink.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.queue.DeliveryQueue.Step;
import io.nightjar.sink.queue.Outcome.Delivered;
import io.nightjar.sink.queue.Outcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An alert that its receiver refuses lets others pass, and is set aside in the end. */
class SteppingBehindTest {
    private static final Outcome DELIVERED = new Delivered("answered 200");
    private static final Outcome REFUSED = new Retry("answered 503", Duration.ZERO, true, true);
    private static final Outcome BUSY = new Retry("answered 429", Duration.ZERO, false, true);
    private static final Outcome UNREACHABLE = new Retry("connection refused or no route", Duration.ZERO, false, false);
    private static final long SECOND = 1_000_000_000L;

    private final Set<String> poisoned = new HashSet<>();
    private final List<String> delivered = new ArrayList<>();
    private final List<String> setAside = new ArrayList<>();
    private long now = -77 * SECOND;

    @Test
    void shouldLetOthersPassWithin15SecondsWhenOneIsRefusedForEver() {
        for (int seed = 0; seed < 200; seed++) {
            DeliveryQueue queue = queue(seed);
            long began = now;
            poisoned.add("bad");
            queue.offer(firing("bad"), now);
            queue.offer(firing("good"), now);
            queue.offer(firing("better"), now);

            runUntil(queue, REFUSED, () -> delivered.size() == 2);

            assertThat(now - began).as("seed " + seed).isLessThan(15 * SECOND);
            assertThat(delivered).containsExactly("good", "better");
            delivered.clear();
        }
    }

    @Test
    void shouldLetALaterOnePassAtOnceHoweverLongTheOldOneHasBeenRefused() {
        for (int seed = 0; seed < 100; seed++) {
            DeliveryQueue queue = queue(seed);
            poisoned.add("bad");
            queue.offer(firing("bad"), now);
            long began = now;
            runUntil(queue, REFUSED, () -> now - began > 1_200 * SECOND);
            assertThat(setAside).as("none other was delivered").isEmpty();

            long offered = now;
            queue.offer(firing("critical"), now);
            runUntil(queue, REFUSED, () -> delivered.contains("critical"));

            assertThat(now - offered).as("seed " + seed).isLessThan(15 * SECOND);
            delivered.clear();
        }
    }

    @Test
    void shouldSetAsideAfter20RefusalsWhenOthersWereDelivered() {
        DeliveryQueue queue = queue(1);
        poisoned.add("bad");
        queue.offer(firing("bad"), now);
        int others = 0;
        while (setAside.isEmpty()) {
            assertThat(++others).isLessThan(100);
            queue.offer(firing("other-" + others), now);
            int expected = others;
            runUntil(queue, BUSY, () -> delivered.size() == expected);
            now += 61 * SECOND;
            queue.next(now, AlertSink.NEVER);
        }

        assertThat(setAside).containsExactly("bad REFUSED");
        assertThat(queue.counters("q").setAside()).isEqualTo(1);
        assertThat(queue.counters("q").failedAttempts()).isGreaterThanOrEqualTo(20);
        assertThat(queue.counters("q").pending()).isZero();
    }

    @Test
    void shouldCostNoTriesWhenTheReceiverCannotBeReached() {
        DeliveryQueue queue = queue(1);
        poisoned.add("first");
        queue.offer(firing("first"), now);
        queue.offer(firing("second"), now);
        long began = now;
        runUntil(queue, UNREACHABLE, () -> now - began > 86_400 * SECOND);
        poisoned.clear();

        runUntil(queue, UNREACHABLE, () -> delivered.size() == 2);

        assertThat(delivered).containsExactly("first", "second");
        assertThat(setAside).isEmpty();
    }

    @Test
    void shouldSetAsideWhatIsOlderThan3Days() {
        DeliveryQueue queue = queue(1);
        poisoned.add("old");
        queue.offer(firing("old"), now);
        long began = now;

        runUntil(queue, REFUSED, () -> !setAside.isEmpty());

        assertThat(setAside).containsExactly("old OLD");
        assertThat(now - began)
                .isBetween(
                        Duration.ofDays(3).toNanos(),
                        Duration.ofDays(3).plusMinutes(2).toNanos());
    }

    @Test
    void shouldNeverLetAnEndOvertakeItsBeginning() {
        DeliveryQueue queue = queue(3);
        poisoned.add("a");
        queue.offer(firing("a"), now);
        runFor(queue, 60);
        queue.offer(Delivery.notification(Alerts.resolved("a-end", "a")), now);
        queue.offer(firing("b"), now);
        runFor(queue, 60);
        assertThat(delivered).containsExactly("b");

        poisoned.clear();
        runFor(queue, 120);

        assertThat(delivered).containsExactly("b", "a", "a-end");
    }

    @Test
    void shouldObeyRetryAfterThoughOthersWait() {
        DeliveryQueue queue = queue(1);
        queue.offer(firing("a"), now);
        queue.offer(firing("b"), now);
        for (int i = 0; i < 3; i++) {
            settleNext(queue, REFUSED);
        }
        settleNext(queue, new Retry("answered 429", Duration.ofMinutes(5), false, true));

        assertThat(queue.next(now, AlertSink.NEVER))
                .isInstanceOfSatisfying(
                        Step.Wait.class, wait -> assertThat(wait.nanos()).isGreaterThanOrEqualTo(300 * SECOND));
    }

    @Test
    void shouldBeginBehindWhenAnEarlierProcessSawItRefused() {
        DeliveryQueue queue = queue(1);
        queue.offer(new Delivery(Alerts.firing("bad", "bad"), null, NoticeKind.NOTIFICATION, true, 3, 0), now);
        queue.offer(firing("good"), now);
        queue.next(now, AlertSink.NEVER);
        queue.settle(REFUSED, now);

        runFor(queue, 3);

        assertThat(delivered).contains("good");
    }

    @Test
    void shouldTryEachOnceAtTheEndThoseBehindTheLast() {
        DeliveryQueue queue = queue(1);
        poisoned.add("bad");
        queue.offer(firing("bad"), now);
        runFor(queue, 30);
        queue.offer(firing("good"), now);
        queue.drain();

        List<String> tried = new ArrayList<>();
        while (queue.next(now, AlertSink.NEVER) instanceof Step.Send send) {
            tried.add(id(send));
            queue.settle(poisoned.contains(id(send)) ? REFUSED : DELIVERED, now);
        }

        assertThat(tried).containsExactly("good", "bad");
        assertThat(queue.counters("q").pending()).isEqualTo(1);
    }

    @Test
    void shouldDeliverEverythingButThePoisonedInAnyMixture() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            poisoned.clear();
            delivered.clear();
            DeliveryQueue queue = queue(seed);
            List<String> good = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String id = "s" + seed + "-" + i;
                if (random.nextInt(8) == 0) {
                    poisoned.add(id);
                } else {
                    good.add(id);
                }
                queue.offer(firing(id), now);
                runFor(queue, random.nextInt(3));
            }
            runFor(queue, 120);

            assertThat(delivered).as("seed " + seed).containsExactlyInAnyOrderElementsOf(good);
        }
    }

    private DeliveryQueue queue(int seed) {
        return new DeliveryQueue(10_000, true, new Backoff(new Random(seed)), new DeliveryFate() {
            @Override
            public void done(Delivery delivery, boolean arrived) {
                if (arrived) {
                    delivered.add(delivery.alert().id());
                }
            }

            @Override
            public void setAside(Delivery delivery, SetAside why) {
                setAside.add(delivery.alert().id() + ' ' + why);
            }
        });
    }

    private interface Condition {
        boolean holds();
    }

    private void runUntil(DeliveryQueue queue, Outcome refusal, Condition end) {
        for (int step = 0; !end.holds(); step++) {
            assertThat(step).as("it never comes to pass").isLessThan(100_000);
            Step next = queue.next(now, AlertSink.NEVER);
            if (next instanceof Step.Send send) {
                queue.settle(poisoned.contains(id(send)) ? refusal : DELIVERED, now);
            } else {
                now += next instanceof Step.Wait wait ? wait.nanos() : SECOND;
            }
        }
    }

    private void runFor(DeliveryQueue queue, long seconds) {
        long until = now + seconds * SECOND;
        while (now - until < 0) {
            Step step = queue.next(now, AlertSink.NEVER);
            if (step instanceof Step.Send send) {
                queue.settle(poisoned.contains(id(send)) ? REFUSED : DELIVERED, now);
            } else {
                now = step instanceof Step.Wait wait ? Math.min(until, now + wait.nanos()) : until;
            }
        }
    }

    private void settleNext(DeliveryQueue queue, Outcome outcome) {
        Step step = queue.next(now, AlertSink.NEVER);
        while (step instanceof Step.Wait wait) {
            now += wait.nanos();
            step = queue.next(now, AlertSink.NEVER);
        }
        queue.settle(outcome, now);
    }

    private static String id(Step.Send send) {
        return send.batch().get(0).alert().id();
    }

    private static Delivery firing(String id) {
        return Delivery.notification(Alerts.firing(id, id));
    }
}
