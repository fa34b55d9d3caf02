package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import io.nightjar.time.Durations;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The beginnings of one condition of late, and its flapping. Confined to the policy's owner's lock. */
final class FlappingCondition {
    final String fingerprint;
    final Deque<Long> beginningsNanos = new ArrayDeque<>();
    /** What is remembered of the condition: while it is flapping the same over all its beginnings. */
    ConditionNotices notices;

    boolean flapping;
    /** Whether a notification has said so. */
    boolean announced;
    /** How bad it was then. */
    Severity announcedSeverity = Severity.WARNING;
    /** The condition that is over while it is flapping, as it last fired; null while it fires. */
    @Nullable
    Alert over;
    /** When that was. */
    @Nullable
    Instant overAt;

    FlappingCondition(String fingerprint, ConditionNotices notices) {
        this.fingerprint = fingerprint;
        this.notices = notices;
    }

    /** Counts a beginning; flapping where there were more than so many within the time. */
    void began(long nowNanos, Flapping limit) {
        long withinNanos = Durations.saturatedNanos(limit.within());
        while (!beginningsNanos.isEmpty() && nowNanos - beginningsNanos.getFirst() > withinNanos) {
            beginningsNanos.removeFirst();
        }
        beginningsNanos.addLast(nowNanos);
        if (beginningsNanos.size() > limit.most() + 1) {
            beginningsNanos.removeFirst();
        }
        flapping |= beginningsNanos.size() > limit.most();
        over = null;
        overAt = null;
    }

    boolean isQuiet(long nowNanos, Flapping limit) {
        return beginningsNanos.isEmpty()
                || nowNanos - beginningsNanos.getLast() >= Durations.saturatedNanos(limit.within());
    }
}
