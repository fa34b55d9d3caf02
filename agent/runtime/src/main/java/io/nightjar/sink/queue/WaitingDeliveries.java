package io.nightjar.sink.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits at one destination, in two lines: one in the order in which it was raised, and behind it what its receiver
 * refuses. The end of a condition and its acknowledgement never overtake its beginning, in whichever line that is; an end
 * overtakes an acknowledgement, which then is for nobody. Not thread-safe; guarded by its queue.
 */
final class WaitingDeliveries {
    private final ArrayDeque<QueuedDelivery> first = new ArrayDeque<>();
    private final ArrayDeque<QueuedDelivery> behind = new ArrayDeque<>();
    /** How many of a fingerprint are behind, acknowledgements left out: nothing waits for those. */
    private final Map<String, Integer> behindByFingerprint = new HashMap<>();

    private int acknowledgements;
    private long nextSequence;
    private boolean tookFromBehind;

    void add(QueuedDelivery queued) {
        queued.sequence = nextSequence++;
        count(queued, 1);
        if (queued.isBehind()) {
            addBehind(queued);
        } else {
            first.addLast(queued);
        }
    }

    /** Puts back what was taken and may be tried again: to the head, or behind. */
    void putBack(List<QueuedDelivery> batch) {
        batch.forEach(queued -> count(queued, 1));
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (!batch.get(i).isBehind()) {
                first.addFirst(batch.get(i));
            }
        }
        for (QueuedDelivery queued : batch) {
            if (queued.isBehind()) {
                addBehind(queued);
            }
        }
    }

    private void count(QueuedDelivery queued, int change) {
        acknowledgements += queued.delivery.isAcknowledgement() ? change : 0;
    }

    private void addBehind(QueuedDelivery queued) {
        queued.stepBehind();
        behind.addLast(queued);
        if (!queued.delivery.isAcknowledgement()) {
            behindByFingerprint.merge(queued.fingerprint(), 1, Integer::sum);
        }
    }

    /**
     * The one to be tried next, which stays where it is; null where none may be tried now. One that is behind has its turn
     * when nothing else waits, or after something else had its.
     *
     * @param all whether those are meant too whose pause is not over
     */
    @Nullable
    QueuedDelivery next(long nowNanos, boolean all) {
        followersStepBehind();
        QueuedDelivery head = first.peekFirst();
        if (head != null && (tookFromBehind || all)) {
            return head;
        }
        QueuedDelivery due = due(nowNanos, all);
        return due == null ? head : due;
    }

    /** The end of what is behind, and its acknowledgement, join it there. */
    private void followersStepBehind() {
        for (QueuedDelivery head = first.peekFirst();
                head != null && !head.delivery.begins() && behindByFingerprint.containsKey(head.fingerprint());
                head = first.peekFirst()) {
            addBehind(first.pollFirst());
        }
    }

    private @Nullable QueuedDelivery due(long nowNanos, boolean all) {
        Map<String, Long> beginnings = beginningsBehind();
        for (QueuedDelivery queued : behind) {
            if ((all || queued.restNanos(nowNanos) == 0) && mayGo(queued, beginnings)) {
                return queued;
            }
        }
        return null;
    }

    /** The first beginning of each condition that is behind, by its place. */
    private Map<String, Long> beginningsBehind() {
        Map<String, Long> beginnings = new HashMap<>();
        for (QueuedDelivery queued : behind) {
            if (queued.delivery.begins()) {
                beginnings.merge(queued.fingerprint(), queued.sequence, Math::min);
            }
        }
        return beginnings;
    }

    private static boolean mayGo(QueuedDelivery queued, Map<String, Long> beginnings) {
        return queued.delivery.begins()
                || beginnings.getOrDefault(queued.fingerprint(), Long.MAX_VALUE) > queued.sequence;
    }

    /** Takes out what {@link #next} named. */
    void take(QueuedDelivery named) {
        tookFromBehind = named.isBehind();
        count(named, -1);
        if (!named.isBehind()) {
            first.pollFirst();
            return;
        }
        behind.removeFirstOccurrence(named);
        forget(named);
    }

    /** Takes out the acknowledgements that an end has overtaken, of the same condition. */
    List<QueuedDelivery> takeAcknowledgementsBefore(QueuedDelivery end) {
        if (acknowledgements == 0) {
            return List.of();
        }
        List<QueuedDelivery> overtaken = new ArrayList<>();
        for (ArrayDeque<QueuedDelivery> line : List.of(first, behind)) {
            for (QueuedDelivery queued : line) {
                if (queued.delivery.isAcknowledgement()
                        && queued.sequence < end.sequence
                        && queued.fingerprint().equals(end.fingerprint())) {
                    overtaken.add(queued);
                }
            }
            line.removeAll(overtaken);
        }
        acknowledgements -= overtaken.size();
        return overtaken;
    }

    private void forget(QueuedDelivery left) {
        if (left.delivery.isAcknowledgement()) {
            return;
        }
        behindByFingerprint.computeIfPresent(left.fingerprint(), (fingerprint, count) -> count == 1 ? null : count - 1);
    }

    /** Takes out the oldest, to make room; of what its receiver refuses first. */
    @Nullable
    QueuedDelivery pollOldest() {
        QueuedDelivery oldest = behind.pollFirst();
        if (oldest == null) {
            oldest = first.pollFirst();
        } else {
            forget(oldest);
        }
        if (oldest != null) {
            count(oldest, -1);
        }
        return oldest;
    }

    /** Nanoseconds until one may be tried; {@link AlertSink#NEVER} where nothing waits. */
    long delayNanos(long nowNanos) {
        if (!first.isEmpty()) {
            return 0;
        }
        long rest = AlertSink.NEVER;
        Map<String, Long> beginnings = beginningsBehind();
        for (QueuedDelivery queued : behind) {
            if (mayGo(queued, beginnings)) {
                rest = Math.min(rest, queued.restNanos(nowNanos));
            }
        }
        return rest;
    }

    /** Whether others wait for what is behind to let them pass. */
    boolean hasBoth() {
        return !first.isEmpty() && !behind.isEmpty();
    }

    int size() {
        return first.size() + behind.size();
    }

    void clearInto(Consumer<Delivery> taker) {
        List<QueuedDelivery> all = new ArrayList<>(first);
        all.addAll(behind);
        first.clear();
        behind.clear();
        behindByFingerprint.clear();
        acknowledgements = 0;
        all.forEach(queued -> taker.accept(queued.delivery));
    }

    /** The first in its line, for tests. */
    @Nullable
    QueuedDelivery head() {
        return first.isEmpty() ? behind.peekFirst() : first.peekFirst();
    }
}
