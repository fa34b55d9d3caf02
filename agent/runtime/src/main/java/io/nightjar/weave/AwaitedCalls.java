package io.nightjar.weave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for an object of the application's to end them, so that those whose object was collected end as
 * cancelled. Thread-safe, lock-free: adding is one compare-and-set; what has ended is taken out by the agent's own thread.
 */
final class AwaitedCalls {
    /*
     * Stacks of nodes. Adding pushes; a node is never taken out from between others. The one thread that sweeps takes a
     * whole stack, drops what has ended, and pushes the chain of those that wait on top of what came in the meantime. The
     * links of nodes that were taken belong to that thread alone until it pushes them.
     */
    private static final int STACKS = 16;
    private static final VarHandle STACK = MethodHandles.arrayElementVarHandle(Awaited[].class);

    private final @Nullable Awaited[] stacks = new Awaited[STACKS];

    void add(Awaited call) {
        push(Thread.currentThread().hashCode() & STACKS - 1, call, call);
    }

    /** Ends the calls whose object was collected, and lets go of those that have ended. One thread at a time. */
    int endAbandoned() {
        int count = 0;
        for (int stack = 0; stack < STACKS; stack++) {
            Awaited taken = (Awaited) STACK.getAndSet(stacks, stack, (Awaited) null);
            Awaited first = null;
            Awaited last = null;
            while (taken != null) {
                Awaited rest = taken.next;
                if (!taken.hasEnded() && taken.refersTo(null)) {
                    taken.abandoned();
                    count++;
                } else if (!taken.hasEnded()) {
                    taken.next = first;
                    first = taken;
                    last = last == null ? taken : last;
                }
                taken = rest;
            }
            if (first != null) {
                push(stack, first, last);
            }
        }
        return count;
    }

    private void push(int stack, Awaited first, Awaited last) {
        Awaited head;
        do {
            head = (Awaited) STACK.getAcquire(stacks, stack);
            last.next = head;
        } while (!STACK.compareAndSet(stacks, stack, head, first));
    }
}
