package io.nightjar.weave;

import io.nightjar.log.AgentLog;
import io.nightjar.record.CallDetails;
import io.nightjar.record.Calls;
import org.jspecify.annotations.Nullable;

/**
 * What every observed site of one operation shares. Immutable.
 *
 * @param group the group whose outermost call counts
 */
record Observation(int operationId, int group, Calls calls, RunningGroups groups, Details details, AgentLog log) {
    /** The start of a call that is at once counted as running; 0 for a nested one. */
    long begin() {
        if (!groups.enter(group)) {
            return 0;
        }
        long start = WovenCalls.now();
        calls.started(operationId, start);
        return start;
    }

    /** The start of a call that is not yet counted; 0 for a nested one. */
    long enterUncounted() {
        return groups.enter(group) ? WovenCalls.now() : 0;
    }

    /** The end of a call that ends where it began. */
    void end(
            long startNanos,
            long endNanos,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object receiver,
            @Nullable Object argument) {
        if (details.wanted()) {
            CallDetails told = null;
            try {
                told = details.of(details.early(receiver, argument), result, thrown);
            } catch (Throwable failure) {
                log.failure("weave.label", failure);
            }
            if (told != null) {
                calls.ended(operationId, startNanos, endNanos, thrown, told);
                return;
            }
        }
        calls.ended(operationId, startNanos, endNanos, thrown);
    }
}
