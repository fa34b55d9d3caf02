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
        if (!details.wanted()) {
            calls.ended(operationId, startNanos, endNanos, thrown);
            return;
        }
        CallDetails read = null;
        Throwable failure = thrown;
        try {
            Map<ValuePath, Object> now = details.now(receiver, argument);
            read = read(now, result, thrown);
            failure = failure(now, result, thrown);
            read = coded(read, failure);
            if (isToExplain(startNanos, endNanos, failure)) {
                read = details.explained(read, receiver, argument, result, thrown);
            }
        } catch (Throwable unread) {
            log.failure("weave.label", unread);
        }
        ended(startNanos, endNanos, failure, read);
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
        CallDetails read = null;
        Throwable failure = thrown;
        if (early != null) {
            try {
                read = read(early, result, thrown);
                failure = failure(early, result, thrown);
                read = coded(read, failure);
                if (isToExplain(startNanos, endNanos, failure)) {
                    read = details.explained(read, early, new Object[] {result}, thrown);
                }
            } catch (Throwable unread) {
                log.failure("weave.label", unread);
            }
        }
        ended(startNanos, endNanos, failure, read);
    }

    /**
     * The end of a call that its caller cancelled.
     *
     * @param early as above
     */
    public void cancelled(long startNanos, long endNanos, @Nullable Map<ValuePath, Object> early) {
        CallDetails read = null;
        try {
            read = early == null ? null : read(early, null, null);
        } catch (Throwable unread) {
            log.failure("weave.label", unread);
        }
        if (read == null) {
            calls.cancelled(operationId, startNanos, endNanos);
        } else {
            calls.cancelled(operationId, startNanos, endNanos, read);
        }
    }

    /** Whether a call that ends so is slow or failed, and more is to be read of it. */
    public boolean isToExplain(long startNanos, long endNanos, @Nullable Throwable failure) {
        return details.detailed() && calls.isSlowOrFailed(operationId, endNanos - startNanos, failure);
    }

    private @Nullable CallDetails read(
            Map<ValuePath, Object> early, @Nullable Object result, @Nullable Throwable thrown) {
        return details.recorded() ? details.of(early, result, thrown) : null;
    }

    private @Nullable CallDetails coded(@Nullable CallDetails read, @Nullable Throwable failure) {
        return failure == null ? read : details.coded(read, failure);
    }

    private @Nullable Throwable failure(
            Map<ValuePath, Object> early, @Nullable Object result, @Nullable Throwable thrown) {
        return thrown == null && details.judged() ? details.returnedFailure(early, result) : thrown;
    }

    private void ended(long startNanos, long endNanos, @Nullable Throwable failure, @Nullable CallDetails read) {
        if (read == null) {
            calls.ended(operationId, startNanos, endNanos, failure);
        } else {
            calls.ended(operationId, startNanos, endNanos, failure, read);
        }
    }
}
