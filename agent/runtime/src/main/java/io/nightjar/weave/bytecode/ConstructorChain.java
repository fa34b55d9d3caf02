package io.nightjar.weave.bytecode;

import io.nightjar.observe.CallObserver;

/**
 * The call of a constructor that delegates with {@code this(...)}: one call, from the end of {@code super(...)}
 * to the end of the outermost. Thread-safe.
 *
 * <p>Nothing can be caught around {@code this(...)}, so nothing may be left running before it. The caller marks, right
 * before that call, that it follows, and the one that is called takes this mark at its very beginning. It starts the
 * call; when it returns, it leaves the call to its caller, which runs next on this thread and continues it; an
 * exception ends it.
 */
final class ConstructorChain {
    private static final int ENTERING = 2;
    private static final int DELEGATING = 3;
    private static final long NOTHING = 0;
    private static final long DELEGATED = 1;
    private static final long LEFT = 2;

    /** What is going on, and the start of a call that was left. */
    private final ThreadLocal<long[]> mark = new ThreadLocal<>();

    /** The observers: for the call, for a call to be left to the caller, for the beginning, and for the delegation. */
    CallObserver[] observers(CallObserver call) {
        return new CallObserver[] {new Continued(call), new Left(), new Entering(call), new Delegating()};
    }

    /** @param observerId of the first of the observers */
    static WeavePlan.Chain plan(int observerId, boolean delegates) {
        return new WeavePlan.Chain(observerId + ENTERING, delegates ? observerId + DELEGATING : -1);
    }

    private void set(long state, long startNanos) {
        long[] cells = mark.get();
        if (cells == null) {
            cells = new long[2];
            mark.set(cells);
        }
        cells[0] = state;
        cells[1] = startNanos;
    }

    /** The start of a call that is in that state, which is over with this; 0 for none. */
    private long take(long state) {
        long[] cells = mark.get();
        if (cells == null || cells[0] != state) {
            return 0;
        }
        cells[0] = NOTHING;
        return cells[1];
    }

    /** What is the same for a part of the way that ends no call. */
    private abstract static class Step extends CallObserver {
        @Override
        public Object returned(Object result, long startNanos, Object receiver, Object argument) {
            return result;
        }

        @Override
        public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
            throw new IllegalStateException("nothing is caught here");
        }
    }

    /** Right before {@code this(...)}. */
    private final class Delegating extends Step {
        @Override
        public long enter(Object receiver, Object argument) {
            set(DELEGATED, 1);
            return 0;
        }
    }

    /** The very beginning: 1 where another constructor has called this one. */
    private final class Entering extends Step {
        private final CallObserver call;

        Entering(CallObserver call) {
            this.call = call;
        }

        @Override
        public long enter(Object receiver, Object argument) {
            long forgotten = take(LEFT);
            if (forgotten != 0) {
                // Its caller never reached its own start: the stack was used up.
                call.returned(null, forgotten, null, null);
            }
            return take(DELEGATED);
        }
    }

    /** The end of a constructor that another one has called. */
    private final class Left extends Step {
        @Override
        public long enter(Object receiver, Object argument) {
            throw new IllegalStateException("nothing begins here");
        }

        @Override
        public Object returned(Object result, long startNanos, Object receiver, Object argument) {
            set(LEFT, startNanos);
            return result;
        }
    }

    /** The call itself, which may have been left by the constructor that was called. */
    private final class Continued extends CallObserver {
        private final CallObserver call;

        Continued(CallObserver call) {
            this.call = call;
        }

        @Override
        public long enter(Object receiver, Object argument) {
            take(DELEGATED);
            long start = take(LEFT);
            return start != 0 ? start : call.enter(receiver, argument);
        }

        @Override
        public Object returned(Object result, long startNanos, Object receiver, Object argument) {
            return call.returned(result, startNanos, receiver, argument);
        }

        @Override
        public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
            call.threw(thrown, startNanos, endNanos, receiver, argument);
        }
    }
}
