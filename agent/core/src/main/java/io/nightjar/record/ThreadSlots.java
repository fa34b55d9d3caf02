package io.nightjar.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Which platform thread owns which stripe: a fixed table, bounded by cores. Thread-safe, lock-free. */
final class ThreadSlots {
    /*
     * owners[i] is null, or the thread that alone may write the stripes of slot i.
     *
     * A thread becomes owner only by its own CAS, from null or from a thread that it has seen dead. It stops being
     * owner only when somebody has seen it dead. So a thread that reads itself from the table, plainly, is the owner:
     * nobody else could have written it, and nobody takes it away while it runs. The death of a thread seen by
     * isAlive() happens after everything the thread did (JLS 17.4.4), and the CAS carries that to the next owner.
     * Dead owners are also swept, so that the table does not keep their class loaders.
     * Virtual threads never own: they come by the hundred thousand.
     */
    static final int SHARED = -1;

    private static final VarHandle OWNERS = MethodHandles.arrayElementVarHandle(Thread[].class);
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();

    private final @Nullable Thread[] owners;
    private final int mask;

    ThreadSlots(int powerOfTwo) {
        owners = new Thread[powerOfTwo];
        mask = powerOfTwo - 1;
    }

    int count() {
        return owners.length;
    }

    /** The table itself, for the recorder's own look-up: a thread that reads itself there is the owner. */
    @Nullable Thread[] owners() {
        return owners;
    }

    /** The slot that the current thread owns, or {@link #SHARED}. */
    int mine() {
        Thread me = Thread.currentThread();
        int slot = (int) me.getId() & mask;
        return owners[slot] == me ? slot : find(me, slot);
    }

    /** Lets go of dead threads. */
    void sweep() {
        for (int i = 0; i < owners.length; i++) {
            Thread owner = (Thread) OWNERS.getAcquire(owners, i);
            if (owner != null && !owner.isAlive()) {
                OWNERS.compareAndSet(owners, i, owner, (Thread) null);
            }
        }
    }

    private int find(Thread me, int first) {
        int second = second(me.getId());
        if (owners[second] == me) {
            return second;
        }
        if (isVirtual(me)) {
            return SHARED;
        }
        if (claim(first, me)) {
            return first;
        }
        return claim(second, me) ? second : SHARED;
    }

    private int second(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    }

    private boolean claim(int slot, Thread me) {
        Thread owner = (Thread) OWNERS.getAcquire(owners, slot);
        return (owner == null || !owner.isAlive()) && OWNERS.compareAndSet(owners, slot, owner, me);
    }

    private static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable unknown) {
            // Sharing is always correct, owning is not.
            return true;
        }
    }

    private static @Nullable MethodHandle isVirtualHandle() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException beforeVirtualThreads) {
            return null;
        }
    }
}
