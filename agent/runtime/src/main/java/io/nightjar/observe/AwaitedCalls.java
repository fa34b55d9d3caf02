package io.nightjar.observe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for an object of the application's to end them, so that those whose object was collected end as
 * cancelled. Thread-safe, lock-free: adding is one compare-and-set; what has ended is taken out by the agent's own
 * thread.
 */
public final class AwaitedCalls {
    /*
     * Stacks of nodes. Adding pushes, and leaves out the ended ones on top, so that calls which end soon never pile up;
     * no node is taken out from between others. The one thread that sweeps takes a whole stack, drops what has ended,
     * and pushes the chain of those that wait on top of what came in the meantime, below a new node of its own. So a
     * node that was on top once is never on top again, and a thread that read it, and what lay below it, before a sweep
     * fails to replace it. The links of nodes that were taken belong to the sweeping thread alone until it pushes them.
     */
    private static final int STACKS = 16;
    private static final int MOST_LEFT_OUT = 4;
    private static final VarHandle STACK = MethodHandles.arrayElementVarHandle(Awaited[].class);

    private final @Nullable Awaited[] stacks = new Awaited[STACKS];

    public void add(Awaited call) {
        int stack = Thread.currentThread().hashCode() & STACKS - 1;
        Awaited head;
        do {
            head = (Awaited) STACK.getAcquire(stacks, stack);
            Awaited below = head;
            for (int i = 0; i < MOST_LEFT_OUT && below != null && below.hasEnded(); i++) {
                below = below.next;
            }
            call.next = below;
        } while (!STACK.compareAndSet(stacks, stack, head, call));
    }

    /** Ends the calls whose object was collected, and releases those that have ended. One thread at a time. */
    public int endAbandoned() {
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
        Awaited top = new Top(first);
        Awaited head;
        do {
            head = (Awaited) STACK.getAcquire(stacks, stack);
            last.next = head;
        } while (!STACK.compareAndSet(stacks, stack, head, top));
    }

    /** What lies on a chain that was swept: no call. */
    private static final class Top extends Awaited {
        Top(Awaited first) {
            super(first);
            next = first;
        }

        @Override
        public boolean hasEnded() {
            return true;
        }

        @Override
        public void abandoned() {
            // It was never a call's.
        }
    }
}
