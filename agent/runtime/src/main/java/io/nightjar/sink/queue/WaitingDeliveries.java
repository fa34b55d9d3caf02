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
 * refuses. The end of a condition never overtakes its beginning, in whichever line that is. Not thread-safe; guarded by its
 * queue.
 */
final class WaitingDeliveries {
    private final ArrayDeque<QueuedDelivery> first = new ArrayDeque<>();
    private final ArrayDeque<QueuedDelivery> behind = new ArrayDeque<>();
    /** How many of a fingerprint are behind. */
    private final Map<String, Integer> behindByFingerprint = new HashMap<>();

    private long nextSequence;
    private boolean tookFromBehind;

    void add(QueuedDelivery queued) {
        queued.sequence = nextSequence++;
        if (queued.isBehind()) {
            addBehind(queued);
        } else {
            first.addLast(queued);
        }
    }

    /** Puts back what was taken and may be tried again: to the head, or behind. */
    void putBack(List<QueuedDelivery> batch) {
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

    private void addBehind(QueuedDelivery queued) {
        queued.stepBehind();
        behind.addLast(queued);
        behindByFingerprint.merge(queued.fingerprint(), 1, Integer::sum);
    }

    /**
     * The one to be tried next, which stays where it is; null where none may be tried now. One that is behind has its turn
     * when nothing else waits, or after something else had its.
     *
     * @param all whether those are meant too whose pause is not over
     */
    @Nullable
    QueuedDelivery next(long nowNanos, boolean all) {
        endsStepBehind();
        QueuedDelivery head = first.peekFirst();
        if (head != null && (tookFromBehind || all)) {
            return head;
        }
        QueuedDelivery due = due(nowNanos, all);
        return due == null ? head : due;
    }

    /** The end of what is behind joins it there. */
    private void endsStepBehind() {
        for (QueuedDelivery head = first.peekFirst();
                head != null && !head.delivery.firing() && behindByFingerprint.containsKey(head.fingerprint());
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
            if (queued.delivery.firing()) {
                beginnings.merge(queued.fingerprint(), queued.sequence, Math::min);
            }
        }
        return beginnings;
    }

    private static boolean mayGo(QueuedDelivery queued, Map<String, Long> beginnings) {
        return queued.delivery.firing()
                || beginnings.getOrDefault(queued.fingerprint(), Long.MAX_VALUE) > queued.sequence;
    }

    /** Takes out what {@link #next} named. */
    void take(QueuedDelivery named) {
        tookFromBehind = named.isBehind();
        if (!named.isBehind()) {
            first.pollFirst();
            return;
        }
        behind.removeFirstOccurrence(named);
        forget(named);
    }

    private void forget(QueuedDelivery left) {
        behindByFingerprint.computeIfPresent(left.fingerprint(), (fingerprint, count) -> count == 1 ? null : count - 1);
    }

    /** Takes out the oldest, to make room; of what its receiver refuses first. */
    @Nullable
    QueuedDelivery pollOldest() {
        QueuedDelivery oldest = behind.pollFirst();
        if (oldest != null) {
            forget(oldest);
            return oldest;
        }
        return first.pollFirst();
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
        all.forEach(queued -> taker.accept(queued.delivery));
    }

    /** The first in its line, for tests. */
    @Nullable
    QueuedDelivery head() {
        return first.isEmpty() ? behind.peekFirst() : first.peekFirst();
    }
}
