package io.nightjar.launch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a detector's thread does, counted; each part fails as the test says. */
final class FakeWork implements DetectorThread.Work {
    final AtomicInteger prepared = new AtomicInteger();
    final AtomicInteger judged = new AtomicInteger();
    final AtomicInteger ranOut = new AtomicInteger();
    /** The fake clock's time at each run of the periodic tasks. */
    final List<Long> tasksAtNanos = new CopyOnWriteArrayList<>();

    volatile long nowNanos = 7_000_000_000L;
    /** How long judging takes. */
    volatile long judgingNanos;

    volatile boolean mainHasBegun = true;
    volatile @Nullable Error preparing;
    volatile @Nullable Error judging;
    volatile @Nullable Error runningOut;

    @Override
    public void prepare() {
        @Nullable Error error = preparing;
        prepared.incrementAndGet();
        throwIfAny(error);
    }

    @Override
    public long judge() {
        @Nullable Error error = judging;
        nowNanos += judgingNanos;
        judged.incrementAndGet();
        throwIfAny(error);
        return Long.MAX_VALUE;
    }

    @Override
    public boolean runPeriodicTasks() {
        tasksAtNanos.add(nowNanos);
        return mainHasBegun;
    }

    @Override
    public void ranOut() {
        @Nullable Error error = runningOut;
        ranOut.incrementAndGet();
        throwIfAny(error);
    }

    private static void throwIfAny(@Nullable Error error) {
        if (error != null) {
            throw error;
        }
    }

    /** Waits until it is so, for at most 10 s. */
    static void await(String what, BooleanSupplier so) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.yield();
        }
    }
}
