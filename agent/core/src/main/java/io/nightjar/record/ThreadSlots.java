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
     * A thread becomes owner only by its own CAS, from null. It stops being owner only by the sweep, when that has seen
     * it dead. So a thread that reads itself from the table, plainly, is the owner: nobody else could have written it,
     * and nobody takes it away while it runs. The death of a thread seen by isAlive() happens after everything the
     * thread did (JLS 17.4.4), and the two CAS carry that to the next owner. Asking isAlive() is a native call and costly, so
     * only the sweep asks; until it comes, once a second, threads that find no empty slot share.
     * A thread looks at all its probes before it takes an empty slot: so it never owns two.
     * Virtual threads never own: they come by the hundred thousand.
     */
    static final int SHARED = -1;

    private static final int MOST_PROBES = 8;

    private static final int FIRST_WITH_VIRTUAL_THREADS = 19;
    private static final VarHandle OWNERS = MethodHandles.arrayElementVarHandle(Thread[].class);
    /** The class of all virtual threads; null where it is not known by its name. */
    private static final @Nullable Class<?> VIRTUAL = virtualThreadClass();

    private static final @Nullable MethodHandle IS_VIRTUAL = VIRTUAL == null ? isVirtualHandle() : null;

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
    @Nullable
    Thread[] owners() {
        return owners;
    }

    /** The slot that the current thread owns, claimed here where it owns none yet; {@link #SHARED} where it can claim none. */
    int currentOrClaim() {
        Thread me = Thread.currentThread();
        int slot = (int) me.getId() & mask;
        return owners[slot] == me ? slot : find(me, slot);
    }

    /** The thread that owns a slot; null for none. */
    @Nullable
    Thread owner(int slot) {
        return (Thread) OWNERS.getAcquire(owners, slot);
    }

    /** Frees the slots of dead threads. */
    void sweep() {
        for (int i = 0; i < owners.length; i++) {
            Thread owner = (Thread) OWNERS.getAcquire(owners, i);
            if (owner != null && !owner.isAlive()) {
                OWNERS.compareAndSet(owners, i, owner, (Thread) null);
            }
        }
    }

    /** Looks on from the first choice; a thread that finds neither itself nor an empty slot shares. */
    private int find(Thread me, int first) {
        if (isVirtual(me)) {
            return SHARED;
        }
        int empty = SHARED;
        for (int probe = 0; probe < Math.min(owners.length, MOST_PROBES); probe++) {
            int slot = (first + probe) & mask;
            Thread owner = (Thread) OWNERS.getAcquire(owners, slot);
            if (owner == me) {
                return slot;
            }
            if (owner == null && empty == SHARED) {
                empty = slot;
            }
        }
        return empty != SHARED && OWNERS.compareAndSet(owners, empty, (Thread) null, me) ? empty : SHARED;
    }

    private static boolean isVirtual(Thread thread) {
        if (VIRTUAL != null) {
            return VIRTUAL.isInstance(thread);
        }
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

    /** What {@code Thread.isVirtual()} asks for too, but the first call through a handle generates a class within an application's call. */
    private static @Nullable Class<?> virtualThreadClass() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return null;
        }
        try {
            return Class.forName("java.lang.BaseVirtualThread", false, null);
        } catch (ClassNotFoundException elsewhere) {
            return null;
        }
    }

    private static @Nullable MethodHandle isVirtualHandle() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException beforeVirtualThreads) {
            return null;
        }
    }
}
