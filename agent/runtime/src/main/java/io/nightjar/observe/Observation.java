package io.nightjar.observe;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallEvents;
import java.lang.ref.Reference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every call observer of one operation shares. Immutable.
 *
 * @param operation the operation's name
 * @param group the group whose outermost call counts
 * @param awaited the calls that wait for an object to end them
 * @param notFollowed what is known of those that cannot be followed
 */
public record Observation(
        String operation,
        int operationId,
        int group,
        CallEvents calls,
        CallDepth groups,
        Details details,
        AwaitedCalls awaited,
        NotFollowed notFollowed,
        AgentLog log) {
    /** The start of a call that is at once counted as running; 0 for a nested one. */
    public long begin() {
        long[] marks = groups.outermost(group);
        if (marks == null) {
            return 0;
        }
        long start = calls.start(operationId);
        long mark = group + 1L << CallDepth.GROUP_SHIFT | start & CallDepth.START_MASK;
        int place = 0;
        while (marks[place] != 0) {
            place++;
        }
        marks[place] = mark;
        return start;
    }

    /** As above, of a call that starts then. */
    public long begin(long startNanos) {
        long[] marks = groups.outermost(group);
        if (marks == null) {
            return 0;
        }
        calls.started(operationId, startNanos);
        long mark = group + 1L << CallDepth.GROUP_SHIFT | startNanos & CallDepth.START_MASK;
        int place = 0;
        while (marks[place] != 0) {
            place++;
        }
        marks[place] = mark;
        return startNanos;
    }

    /** Whether a call of the group is running on this thread. */
    public boolean isNested() {
        return groups.isRunning(group);
    }

    /** The start of a call that is not yet counted; 0 for a nested one. */
    public long enterUncounted() {
        return enterUncounted(WovenCalls.now());
    }

    /** As above, at that start. */
    public long enterUncounted(long start) {
        long[] marks = groups.outermost(group);
        if (marks == null) {
            return 0;
        }
        long mark = group + 1L << CallDepth.GROUP_SHIFT | start & CallDepth.START_MASK;
        int place = 0;
        while (marks[place] != 0) {
            place++;
        }
        marks[place] = mark;
        return start;
    }

    /** The method has returned or thrown: calls of the group on this thread count again. */
    public void exit(long startNanos) {
        groups.exit(group, startNanos);
    }

    /** Reports, once, that calls end as they return because this object cannot be followed. */
    public void cannotFollow(Object object) {
        notFollowed.add(operation, object.getClass());
    }

    /** The end of a call that ends where it began. */
    public void end(
            long startNanos,
            long endNanos,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object receiver,
            @Nullable Object argument) {
        Map<ValuePath, Object> early = null;
        if (details.wanted()) {
            try {
                early = details.early(receiver, argument);
            } catch (Throwable failure) {
                log.failure("weave.label", failure);
            }
        }
        ended(startNanos, endNanos, early, result, thrown);
        // What was read early holds them weakly.
        Reference.reachabilityFence(receiver);
        Reference.reachabilityFence(argument);
    }

    /**
     * The end of a call.
     *
     * @param early what was read for its labels when it began; null where nothing of it is recorded
     */
    public void ended(
            long startNanos,
            long endNanos,
            @Nullable Map<ValuePath, Object> early,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        CallDetails callDetails = null;
        Throwable failure = thrown;
        if (early != null) {
            try {
                callDetails = details.of(early, result, thrown);
                failure = thrown == null ? details.returnedFailure(early, result) : thrown;
            } catch (Throwable unread) {
                log.failure("weave.label", unread);
            }
        }
        if (callDetails == null) {
            calls.ended(operationId, startNanos, endNanos, failure);
        } else {
            calls.ended(operationId, startNanos, endNanos, failure, callDetails);
        }
    }
}
