package io.nightjar.sink.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sink.Alerts;
import io.nightjar.sink.Groups;
import io.nightjar.sink.queue.DeliveryQueue.Step;
import io.nightjar.sink.queue.Outcome.Delivered;
import io.nightjar.sink.queue.Outcome.Rejected;
import io.nightjar.sink.queue.Outcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AcknowledgementQueueTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Outcome DELIVERED = new Delivered("answered 202");

    private final List<String> arrived = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final Set<String> poisoned = new HashSet<>();
    private Outcome refusal = new Retry("answered 503", Duration.ZERO, true, true);
    private long now = -7 * SECOND;

    @Test
    void shouldSendAnAcknowledgementBetweenBeginningAndEnd() {
        DeliveryQueue queue = queue(1);
        offer(queue, firing("a"), acknowledgement("a"), resolved("a"));

        runFor(queue, 10);

        assertThat(arrived).containsExactly("a", "a-ack", "a-end");
        assertThat(queue.counters("q").sent()).isEqualTo(3);
    }

    @Test
    void shouldPassItOverWhereTheBeginningNeverArrived() {
        DeliveryQueue queue = queue(1);
        offer(queue, acknowledgement("never"), firing("rejected"), acknowledgement("rejected"));
        for (Step step = queue.next(now, AlertSink.NEVER);
                step instanceof Step.Send;
                step = queue.next(now, AlertSink.NEVER)) {
            queue.settle(new Rejected("answered 400"), now);
        }

        assertThat(arrived).isEmpty();
        assertThat(passedOver).containsExactly("never-ack", "rejected", "rejected-ack");
        assertThat(queue.counters("q").suppressed()).isEqualTo(2);
        assertThat(queue.counters("q").dropped()).isEqualTo(1);
    }

    @Test
    void shouldPassItOverWhereTheEndHasArrived() {
        DeliveryQueue queue = queue(1);
        offer(queue, firing("a"), resolved("a"), acknowledgement("a"));

        runFor(queue, 10);

        assertThat(arrived).containsExactly("a", "a-end");
        assertThat(passedOver).containsExactly("a-ack");
    }

    @Test
    void shouldPassItOverWhereTheDestinationTakesNone() {
        DeliveryQueue queue = queue(1);
        queue.reopen(1, false);
        offer(queue, firing("a"), acknowledgement("a"), resolved("a"));

        runFor(queue, 10);

        assertThat(arrived).containsExactly("a", "a-end");
        assertThat(queue.counters("q").suppressed()).isEqualTo(1);
    }

    @Test
    void shouldBeginNothingByAnAcknowledgement() {
        DeliveryQueue queue = queue(1);
        offer(queue, adopted(acknowledgement("a")), resolved("a"));

        runFor(queue, 10);

        assertThat(arrived).as("an earlier process vouches for what it left").containsExactly("a-ack");
        assertThat(passedOver).containsExactly("a-end");
    }

    @Test
    void shouldNotAcknowledgeWhatHasBegunAnewInThisProcess() {
        DeliveryQueue queue = queue(1);
        offer(queue, firing("a"), adopted(acknowledgement("a")));

        runFor(queue, 10);

        assertThat(arrived).containsExactly("a");
        assertThat(passedOver).containsExactly("a-ack");
    }

    @Test
    void shouldSendALeftAcknowledgementAndTheEndWhereTheConditionGoesOn() {
        DeliveryQueue queue = queue(1);
        queue.goesOn(firing("a"));
        offer(queue, firing("a"), adopted(acknowledgement("a")), resolved("a"));

        runFor(queue, 10);

        assertThat(arrived).containsExactly("a", "a-ack", "a-end");
    }

    @Test
    void shouldNotOvertakeItsBeginningThatIsRefused() {
        DeliveryQueue queue = queue(3);
        poisoned.add("a");
        offer(queue, firing("a"));
        runFor(queue, 60);
        offer(queue, acknowledgement("a"), firing("b"));
        runFor(queue, 60);
        assertThat(arrived).containsExactly("b");

        poisoned.clear();
        runFor(queue, 120);

        assertThat(arrived).containsExactly("b", "a", "a-ack");
    }

    @Test
    void shouldNotHoldUpTheEndWhereTheAcknowledgementIsRefused() {
        DeliveryQueue queue = queue(5);
        poisoned.add("a-ack");
        offer(queue, firing("a"), acknowledgement("a"));
        runFor(queue, 60);
        offer(queue, resolved("a"), firing("a"));
        runFor(queue, 300);
        poisoned.clear();
        runFor(queue, 300);

        assertThat(arrived).as("what has begun anew is not acknowledged").containsExactly("a", "a-end", "a");
        assertThat(passedOver).containsExactly("a-ack");
        assertThat(queue.counters("q").pending()).isZero();
    }

    @Test
    void shouldTryItAgainAsOthers() {
        DeliveryQueue queue = queue(6);
        poisoned.add("a-ack");
        offer(queue, firing("a"), acknowledgement("a"));
        runFor(queue, 60);
        assertThat(queue.counters("q").failedAttempts()).isPositive();

        poisoned.clear();
        runFor(queue, 120);

        assertThat(arrived).containsExactly("a", "a-ack");
    }

    @Test
    void shouldStillEndWhatAnUndeliveredAcknowledgementIsAboutWhenDraining() {
        DeliveryQueue queue = queue(1);
        offer(queue, firing("a"));
        runFor(queue, 10);
        poisoned.add("a-ack");
        offer(queue, acknowledgement("a"), resolved("a"));
        queue.drain();

        runFor(queue, 10);

        assertThat(arrived).containsExactly("a", "a-end");
        assertThat(queue.counters("q").pending()).isEqualTo(1);
    }

    @Test
    void shouldLeaveItWhereItsBeginningWasNotDeliveredWhenDraining() {
        DeliveryQueue queue = queue(1);
        poisoned.add("a");
        offer(queue, firing("a"), acknowledgement("a"), resolved("a"));
        queue.drain();

        runFor(queue, 10);

        assertThat(arrived).isEmpty();
        assertThat(queue.counters("q").pending()).isEqualTo(3);
    }

    @Test
    void shouldNeverAcknowledgeWhatIsNotOpenInAnyMixture() {
        refusal = new Retry("answered 429", Duration.ZERO, false, true);
        int acknowledged = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            arrived.clear();
            passedOver.clear();
            poisoned.clear();
            DeliveryQueue queue = queue(seed);
            Map<String, Integer> rounds = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                String condition = "c" + random.nextInt(4);
                int round = rounds.merge(condition, 1, Integer::sum);
                String id = condition + '#' + round;
                if (random.nextInt(5) == 0) {
                    poisoned.add(id + (random.nextBoolean() ? "" : "-ack"));
                }
                offer(queue, firing(id, condition), acknowledgement(id, condition));
                if (random.nextInt(3) > 0) {
                    runFor(queue, random.nextInt(20));
                }
                offer(queue, resolved(id, condition));
                runFor(queue, random.nextInt(20));
            }
            poisoned.clear();
            runFor(queue, 10_000);

            Set<String> open = new HashSet<>();
            for (String id : arrived) {
                String condition = id.replaceAll("#.*", "");
                if (id.endsWith("-end")) {
                    open.remove(condition);
                } else if (id.endsWith("-ack")) {
                    assertThat(open).as("seed " + seed + " " + arrived).contains(condition);
                    acknowledged++;
                } else {
                    open.add(condition);
                }
            }
            DestinationCounters sum = queue.counters("q");
            assertThat(sum.raised())
                    .isEqualTo(sum.sent() + sum.suppressed() + sum.dropped() + sum.setAside() + sum.pending());
            assertThat(sum.pending()).as("seed " + seed).isZero();
        }
        assertThat(acknowledged).isGreaterThan(1_000);
    }

    private void offer(DeliveryQueue queue, Delivery... deliveries) {
        for (Delivery delivery : deliveries) {
            queue.offer(delivery, now);
        }
    }

    private DeliveryQueue queue(int seed) {
        DeliveryQueue queue = new DeliveryQueue(
                10_000,
                true,
                new Backoff(new Random(seed)),
                (delivery, hasArrived) ->
                        (hasArrived ? arrived : passedOver).add(delivery.alert().id()));
        queue.reopen(1, true);
        return queue;
    }

    private void runFor(DeliveryQueue queue, long seconds) {
        long until = now + seconds * SECOND;
        while (now - until < 0) {
            Step step = queue.next(now, AlertSink.NEVER);
            if (step instanceof Step.Send send) {
                String id = send.batch().get(0).alert().id();
                queue.settle(poisoned.contains(id) ? refusal : DELIVERED, now);
            } else {
                now = step instanceof Step.Wait wait ? Math.min(until, now + wait.nanos()) : until;
            }
        }
    }

    private static Delivery firing(String id) {
        return firing(id, id);
    }

    private static Delivery firing(String id, String condition) {
        return Delivery.notification(Alerts.firing(id, condition));
    }

    private static Delivery resolved(String id) {
        return resolved(id, id);
    }

    private static Delivery resolved(String id, String condition) {
        return Delivery.notification(Alerts.resolved(id + "-end", condition));
    }

    private static Delivery acknowledgement(String id) {
        return acknowledgement(id, id);
    }

    private static Delivery acknowledgement(String id, String condition) {
        return Groups.acknowledgement(Alerts.firing(id + "-ack", condition), "Mia", null, null);
    }

    private static Delivery adopted(Delivery delivery) {
        return delivery.leftBy(0, 0);
    }
}
