package io.nightjar.sink.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.queue.DeliveryQueue.Step;
import io.nightjar.sink.queue.Outcome.Delivered;
import io.nightjar.sink.queue.Outcome.Gone;
import io.nightjar.sink.queue.Outcome.Rejected;
import io.nightjar.sink.queue.Outcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {
    private static final Outcome DELIVERED = new Delivered("ok");
    private static final Outcome LOST = new Retry("down", Duration.ZERO, false, false);

    private final List<String> finished = new ArrayList<>();
    private final DeliveryQueue queue = queue(4, new Random(7));
    private long now = -5_000_000_000L;

    @Test
    void shouldStartOneThreadForAQueueAndEndItWhenIdle() {
        assertThat(queue.offer(firing("a"), now)).isTrue();
        assertThat(queue.offer(firing("b"), now)).isFalse();

        deliverAll();
        Step.Wait wait = (Step.Wait) next();
        now += wait.nanos();

        assertThat(next()).isInstanceOf(Step.End.class);
        assertThat(queue.offer(firing("c"), now)).isTrue();
    }

    @Test
    void shouldDropTheOldestAndCountItWhenFull() {
        for (String id : List.of("a", "b", "c", "d", "e", "f")) {
            queue.offer(firing(id), now);
        }

        List<String> sent = deliverAll();

        assertThat(sent).containsExactly("c", "d", "e", "f");
        assertThat(finished).startsWith("a:false", "b:false");
        assertThat(counters().dropped()).isEqualTo(2);
        assertAddsUp();
    }

    @Test
    void shouldKeepTheSameAlertAtTheHeadUntilItIsSettled() {
        queue.offer(firing("a"), now);
        queue.offer(firing("b"), now);

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(ids(next())).containsExactly("a");
            queue.settle(LOST, now);
            now += Backoff.CAP.toNanos();
        }

        assertThat(deliverAll()).containsExactly("a", "b");
        assertThat(counters().failedAttempts()).isEqualTo(5);
    }

    @Test
    void shouldWaitNoLongerThanTheGrowingCeilingAndForgetItAfterSuccess() {
        for (int seed = 0; seed < 100; seed++) {
            DeliveryQueue one = queue(10, new Random(seed));
            one.offer(firing("a"), now);
            one.offer(firing("b"), now);
            for (int failures = 0; failures < 12; failures++) {
                assertThat(one.next(now, AlertSink.NEVER)).isInstanceOf(Step.Send.class);
                one.settle(LOST, now);
                long ceiling = Math.min(60_000_000_000L, 500_000_000L << failures);
                now += pause(one, ceiling, "seed " + seed);
            }
            one.next(now, AlertSink.NEVER);
            one.settle(DELIVERED, now);

            one.next(now, AlertSink.NEVER);
            one.settle(LOST, now);
            now += pause(one, 500_000_000L, "seed " + seed);
        }
    }

    private long pause(DeliveryQueue one, long ceiling, String seed) {
        if (one.next(now, AlertSink.NEVER) instanceof Step.Wait wait) {
            assertThat(wait.nanos()).as(seed).isPositive().isLessThanOrEqualTo(ceiling);
            return wait.nanos();
        }
        return 0;
    }

    @Test
    void shouldObeyRetryAfterButNotForEver() {
        queue.offer(firing("a"), now);
        next();
        queue.settle(new Retry("429", Duration.ofSeconds(30), false, true), now);
        assertThat(((Step.Wait) next()).nanos()).isGreaterThanOrEqualTo(30_000_000_000L);

        now += 60_000_000_000L;
        next();
        queue.settle(new Retry("503", Duration.ofDays(300), false, true), now);
        assertThat(((Step.Wait) next()).nanos()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void shouldDropARefusedAlertAndGoOn() {
        queue.offer(firing("a"), now);
        queue.offer(firing("b"), now);
        next();
        queue.settle(new Rejected("answered 400"), now);

        assertThat(deliverAll()).containsExactly("b");
        assertThat(finished).containsExactly("a:false", "b:true");
        assertAddsUp();
    }

    @Test
    void shouldStopForGoodWhenGoneUntilSettingsChange() {
        queue.offer(firing("a"), now);
        queue.offer(firing("b"), now);
        next();
        queue.settle(new Gone("answered 410"), now);

        assertThat(next()).isInstanceOf(Step.End.class);
        assertThat(queue.offer(firing("c"), now)).isFalse();
        assertThat(counters())
                .extracting(DestinationCounters::dropped, DestinationCounters::stopped)
                .containsExactly(3L, true);
        assertAddsUp();

        queue.reopen(1, false);
        assertThat(queue.offer(firing("d"), now)).isTrue();
        assertThat(deliverAll()).containsExactly("d");
    }

    @Test
    void shouldEndOnlyWhatBeganHere() {
        queue.offer(resolved("never-began"), now);
        queue.offer(firing("a"), now);
        queue.offer(resolved("a"), now);
        queue.offer(resolved("a"), now);

        assertThat(deliverAll()).containsExactly("a", "a-end");
        assertThat(counters().suppressed()).isEqualTo(2);
        assertAddsUp();
    }

    @Test
    void shouldEndWhatMayHaveArrived() {
        queue.offer(firing("a"), now);
        next();
        queue.settle(new Retry("no answer", Duration.ZERO, true, false), now);
        for (String id : List.of("b", "c", "d")) {
            queue.offer(firing(id), now);
        }
        queue.offer(resolved("a"), now);
        now += Backoff.CAP.toNanos();
        queue.settle(new Rejected("answered 400"), now);

        assertThat(deliverAll()).contains("a-end");
    }

    @Test
    void shouldPutNoTwoStatesOfOneConditionInABatch() {
        queue.reopen(10, false);
        queue.offer(firing("a"), now);
        queue.offer(firing("b"), now);
        queue.offer(resolved("a"), now);

        assertThat(ids(next())).containsExactly("a", "b");
        queue.settle(DELIVERED, now);
        assertThat(ids(next())).containsExactly("a-end");
    }

    @Test
    void shouldNotEndAConditionAnewBegunForAnEarlierProcess() {
        queue.offer(firing("a"), now);
        deliverAll();
        queue.offer(new Delivery(Alerts.resolved("old-end", "a"), NoticeKind.NOTIFICATION, true), now);
        queue.offer(new Delivery(Alerts.resolved("other-end", "other"), NoticeKind.NOTIFICATION, true), now);

        assertThat(deliverAll()).containsExactly("other-end");
    }

    @Test
    void shouldTryEachOnceWhenDrainingAndLetNoEndOvertakeItsBeginning() {
        queue.offer(firing("a"), now);
        queue.offer(resolved("a"), now);
        queue.offer(firing("b"), now);
        next();
        queue.settle(LOST, now);
        queue.drain();

        assertThat(ids(next())).containsExactly("a");
        queue.settle(LOST, now);
        assertThat(ids(next())).containsExactly("b");
        queue.settle(DELIVERED, now);
        assertThat(next()).isInstanceOf(Step.End.class);
        assertThat(counters().pending()).isEqualTo(2);
        assertAddsUp();
    }

    @Test
    void shouldTellAgainWhenDueAndStayAliveForIt() {
        queue.offer(firing("a"), now);
        deliverAll();

        assertThat(queue.next(now, 1_000)).isEqualTo(new Step.Wait(1_000));
        assertThat(queue.next(now, 0)).isEqualTo(new Step.Send(List.of()));
        queue.settle(new Retry("down", Duration.ofSeconds(9), false, false), now);
        assertThat(((Step.Wait) queue.next(now, 0)).nanos()).isGreaterThanOrEqualTo(9_000_000_000L);
    }

    @Test
    void shouldAddUpWhateverHappens() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            DeliveryQueue any = queue(5, random);
            any.reopen(1 + random.nextInt(4), false);
            for (int step = 0; step < 200; step++) {
                act(any, random, step);
                DestinationCounters sum = any.counters("any");
                assertThat(sum.raised())
                        .as("seed " + seed + " step " + step)
                        .isEqualTo(sum.sent() + sum.suppressed() + sum.dropped() + sum.setAside() + sum.pending());
            }
        }
    }

    private void act(DeliveryQueue any, Random random, int step) {
        String condition = "c" + random.nextInt(3);
        if (random.nextInt(3) > 0) {
            any.offer(random.nextBoolean() ? firing(condition) : resolved(condition), now);
        } else if (any.next(now, AlertSink.NEVER) instanceof Step.Send) {
            any.settle(
                    switch (random.nextInt(8)) {
                        case 0 -> random.nextInt(20) == 0 ? new Gone("410") : DELIVERED;
                        case 1, 2 -> new Rejected("400");
                        case 3, 4 -> new Retry("503", Duration.ZERO, random.nextBoolean(), random.nextBoolean());
                        default -> DELIVERED;
                    },
                    now);
        }
        now += random.nextLong(10_000_000_000L);
        if (step == 180) {
            any.drain();
        }
    }

    private DeliveryQueue queue(int capacity, Random random) {
        return new DeliveryQueue(
                capacity,
                true,
                new Backoff(random),
                (delivery, arrived) -> finished.add(delivery.alert().id() + ":" + arrived));
    }

    private static Delivery firing(String condition) {
        return Delivery.notification(Alerts.firing(condition, condition));
    }

    private static Delivery resolved(String condition) {
        return Delivery.notification(Alerts.resolved(condition + "-end", condition));
    }

    private Step next() {
        return queue.next(now, AlertSink.NEVER);
    }

    private List<String> deliverAll() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Step step = next();
            if (step instanceof Step.Send) {
                sent.addAll(ids(step));
                queue.settle(DELIVERED, now);
            } else if (queue.head() == null) {
                return sent;
            } else {
                now += 1_000_000_000L;
            }
        }
        throw new AssertionError("it never ends");
    }

    private static List<String> ids(Step step) {
        List<String> ids = new ArrayList<>();
        ((Step.Send) step).batch().forEach(delivery -> ids.add(delivery.alert().id()));
        return ids;
    }

    private DestinationCounters counters() {
        return queue.counters("test");
    }

    private void assertAddsUp() {
        DestinationCounters sum = counters();
        assertThat(sum.raised())
                .isEqualTo(sum.sent() + sum.suppressed() + sum.dropped() + sum.setAside() + sum.pending());
    }
}
