package io.nightjar.detect;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.SlowCall;
import io.nightjar.record.StartVisitor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of calls that have passed their threshold, looked at while they run: at once, at twice the threshold, at four
 * times and so on. Which thread a call runs on is known from its parked start. Confined to the detector's lock.
 */
final class SlowStacks implements StartVisitor {
    private static final int MOST_FRAMES = 64;
    private static final int MOST_CALLS = 1_000;
    private static final long SHORTEST_THRESHOLD_NANOS = 1_000_000;
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long SHORTEST_IDLE_NANOS = 100_000_000;
    /** For how long a call is remembered that ended otherwise than as a slow one. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final CallRecorder recorder;
    private final Guarded outside;
    private final Map<Call, Looks> calls = new HashMap<>();
    private int mostLooks;
    private long nowNanos;
    private long untilNextNanos;

    private record Call(int operationId, long startNanos) {}

    /** What was seen of one call. */
    private static final class Looks {
        final Map<String, Integer> stacks = new LinkedHashMap<>();
        int due;
        long seenNanos;
    }

    SlowStacks(CallRecorder recorder, Guarded outside) {
        this.recorder = recorder;
        this.outside = outside;
    }

    /**
     * Looks at the calls for which it is time.
     *
     * @return nanoseconds until it is worth looking again
     */
    long look(int looks, long now) {
        if (looks == 0) {
            calls.clear();
            return Long.MAX_VALUE;
        }
        mostLooks = looks;
        nowNanos = now;
        untilNextNanos = Long.MAX_VALUE;
        long idleNanos = Math.max(SHORTEST_IDLE_NANOS, recorder.parkedStarts(this));
        if (!calls.isEmpty()) {
            calls.values().removeIf(seen -> nowNanos - seen.seenNanos > PATIENCE_NANOS);
        }
        return Math.min(idleNanos, untilNextNanos);
    }

    @Override
    public void started(int operationId, long startNanos, long thresholdNanos, Thread thread) {
        long age = nowNanos - startNanos;
        if (age <= thresholdNanos) {
            next(thresholdNanos - age);
            return;
        }
        Call call = new Call(operationId, startNanos);
        Looks seen = calls.get(call);
        if (seen == null) {
            if (calls.size() >= MOST_CALLS) {
                return;
            }
            seen = new Looks();
            calls.put(call, seen);
        }
        seen.seenNanos = nowNanos;
        boolean due = false;
        while (seen.due < mostLooks && age > dueNanos(thresholdNanos, seen.due)) {
            seen.due++;
            due = true;
        }
        if (due) {
            look(operationId, thread, seen);
        }
        if (seen.due < mostLooks) {
            next(dueNanos(thresholdNanos, seen.due) - age);
        }
    }

    /** Adds the most frequent stack of a call, of several the first, and how many looks saw it; forgets the call. */
    void addTo(SlowCall slow, Map<String, @Nullable Object> metadata) {
        Looks seen = calls.isEmpty() ? null : calls.remove(new Call(slow.operationId(), slow.startNanos()));
        String stack = null;
        int samples = 0;
        if (seen != null) {
            for (Map.Entry<String, Integer> each : seen.stacks.entrySet()) {
                if (each.getValue() > samples) {
                    stack = each.getKey();
                    samples = each.getValue();
                }
            }
        }
        if (stack != null) {
            metadata.put(StuckRule.STACK, stack);
            metadata.put("stack_samples", (long) samples);
        }
    }

    /** Forgets a call of which nobody is notified. */
    void forget(SlowCall slow) {
        if (!calls.isEmpty()) {
            calls.remove(new Call(slow.operationId(), slow.startNanos()));
        }
    }

    private void look(int operationId, Thread thread, Looks seen) {
        OperationSpec spec = recorder.spec(operationId);
        List<String> frames = spec == null ? List.of() : outside.stackInside(spec.name(), thread, MOST_FRAMES);
        if (!frames.isEmpty()) {
            seen.stacks.merge(String.join("\n", frames), 1, Integer::sum);
        }
    }

    private void next(long inNanos) {
        untilNextNanos = Math.min(untilNextNanos, Math.max(SHORTEST_PAUSE_NANOS, inNanos + 1));
    }

    /** The age at which a look is due, saturated: the first at the threshold, each further one at twice the age. */
    private static long dueNanos(long thresholdNanos, int look) {
        if (look == 0) {
            return thresholdNanos;
        }
        long doubled = Math.max(thresholdNanos, SHORTEST_THRESHOLD_NANOS);
        return doubled > Long.MAX_VALUE >> look ? Long.MAX_VALUE : doubled << look;
    }
}
