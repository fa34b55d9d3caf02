package io.nightjar.detect;

import io.nightjar.objective.Budget;
import io.nightjar.objective.Objective;
import io.nightjar.objective.ObjectiveMemory;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An objective, and what the counters of its operations said last. Confined to the detector's lock. */
final class WatchedObjective {
    private static final int CALLS = 0;
    private static final int ERRORS = 1;
    private static final int SLOWER = 2;
    private static final int COUNTERS = 3;
    private static final int UNKNOWN = -1;

    private final Objective objective;
    /** Negative where it does not matter how long a call takes. */
    private final long latencyNanos;

    private @Nullable Budget budget;
    /** Calls in this process. */
    private long counted;

    private boolean looked;
    /** Operations with lower ids were looked at. */
    private int next;

    private int[] ids = new int[4];
    private int count;
    /** What was read last of each operation, a row of counters each. */
    private long[] last = new long[4 * COUNTERS];

    WatchedObjective(Objective objective) {
        this.objective = objective;
        Duration latency = objective.latency();
        latencyNanos = latency == null ? -1 : Durations.saturatedNanos(latency);
    }

    Objective objective() {
        return objective;
    }

    /** Goes on from what an earlier process remembered. */
    void restore(ObjectiveMemory memory, Instant now, long nowNanos) {
        budget = Budget.of(objective, memory, Duration.between(memory.at(), now), nowNanos);
    }

    /** Null where nothing was counted. */
    @Nullable
    ObjectiveMemory remember(long nowNanos, Instant now) {
        Budget known = budget;
        ObjectiveMemory memory = known == null ? null : known.remember(nowNanos, now);
        return memory == null || memory.calls() == 0 ? null : memory;
    }

    long counted() {
        return counted;
    }

    /** Counts what has ended since the last look. */
    Budget look(CallRecorder recorder, long nowNanos) {
        Budget known = budget;
        if (known == null) {
            known = new Budget(objective, nowNanos);
            budget = known;
        }
        findNew(recorder);
        long calls = 0;
        long bad = 0;
        for (int i = 0; i < count; i++) {
            if (!recorder.wasCalled(ids[i])) {
                continue;
            }
            // Read against the order in which they are written, so that no call is bad that was not counted.
            long slower = latencyNanos < 0 ? 0 : recorder.slowerThan(ids[i], latencyNanos);
            long errors = recorder.errors(ids[i]);
            long all = recorder.calls(ids[i]);
            int row = i * COUNTERS;
            boolean goesOn = slower >= last[row + SLOWER]
                    && last[row + SLOWER] != UNKNOWN
                    && errors >= last[row + ERRORS]
                    && all >= last[row + CALLS];
            if (goesOn) {
                calls += all - last[row + CALLS];
                bad += errors - last[row + ERRORS] + slower - last[row + SLOWER];
            }
            last[row + CALLS] = all;
            last[row + ERRORS] = errors;
            last[row + SLOWER] = slower;
        }
        known.add(calls, bad, nowNanos);
        counted += calls;
        looked = true;
        return known;
    }

    /** What was counted of an operation before the first look is of another time; one that appears later counts from its first call. */
    private void findNew(CallRecorder recorder) {
        for (int operations = recorder.operationCount(); next < operations; next++) {
            OperationSpec spec = recorder.spec(next);
            if (spec == null || !objective.operations().matches(spec.name())) {
                continue;
            }
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                last = Arrays.copyOf(last, count * 2 * COUNTERS);
            }
            ids[count] = next;
            boolean old = !looked && recorder.wasCalled(next);
            Arrays.fill(last, count * COUNTERS, (count + 1) * COUNTERS, old ? UNKNOWN : 0);
            count++;
        }
    }
}
