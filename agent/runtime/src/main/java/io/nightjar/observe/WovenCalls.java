package io.nightjar.observe;

import io.nightjar.hook.CallHandler;
import io.nightjar.hook.Hook;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallEvents;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the hook's calls arrive that are more than timed: counts the outermost of each group, leaves the observed to
 * their observers. Thread-safe.
 */
public final class WovenCalls implements CallHandler {
    private static final int MOST_FAILURES = 1_000;

    private final CallEvents calls;
    private final CallDepth groups;
    private final CallObservers observers;
    private final AgentLog log;
    private final AtomicInteger failures = new AtomicInteger();
    private final long sinceNanos = now();

    public WovenCalls(CallEvents calls, CallDepth groups, CallObservers observers, AgentLog log) {
        this.calls = calls;
        this.groups = groups;
        this.observers = observers;
        this.log = log;
    }

    /** The monotonic clock, moved off 0, which means "not recorded". */
    public static long now() {
        long now = System.nanoTime();
        return now == 0 ? 1 : now;
    }

    /** Since when calls are this agent's. As a start it stands for a call that is observed but not timed. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Whether recording was switched off because it kept failing. */
    public boolean isOff() {
        return failures.get() >= MOST_FAILURES;
    }

    @Override
    public long enter(int operationId, int group) {
        if (group < 0) {
            return groups.isRunning(-group) ? 0 : calls.start(operationId);
        }
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

    @Override
    public void exit(Throwable thrown, int operationId, int group, long startNanos) {
        long end = System.nanoTime();
        groups.exit(group, startNanos);
        calls.ended(operationId, startNanos, end, thrown);
    }

    @Override
    public long observe(int observerId, Object receiver, Object argument) {
        return observers.get(observerId).enter(receiver, argument);
    }

    @Override
    public Object returned(Object result, int observerId, long startNanos, Object receiver, Object argument) {
        return observers.get(observerId).returned(result, startNanos, receiver, argument);
    }

    @Override
    public void threw(Throwable thrown, int observerId, long startNanos, Object receiver, Object argument) {
        observers.get(observerId).threw(thrown, startNanos, System.nanoTime(), receiver, argument);
    }

    @Override
    public void deferredExit(Throwable thrown, int operationId, int group, long startNanos, long endNanos) {
        if (group != 0) {
            groups.exit(group, startNanos);
        }
        calls.ended(operationId, startNanos, endNanos, thrown);
    }

    @Override
    public void deferredEnd(
            Throwable thrown, Object result, int observerId, long startNanos, long endNanos, Object receiver) {
        if (thrown == null) {
            observers.get(observerId).returned(result, startNanos, receiver, null);
        } else {
            observers.get(observerId).threw(thrown, startNanos, endNanos, receiver, null);
        }
    }

    /** What the machine ran out of is no fault of a call's: it is counted, and recording goes on. */
    @Override
    public void failed(Throwable failure) {
        log.failure("weave.call", failure);
        if (!(failure instanceof VirtualMachineError) && failures.incrementAndGet() == MOST_FAILURES) {
            Hook.uninstall();
            log.error("recording failed " + MOST_FAILURES + " times and is switched off; the application runs on");
        }
    }
}
