package java.lang;

/**
 * What woven code calls: defined in {@code java.base} beside {@code Object}, so visible from every class loader and
 * module. Cannot throw and does nothing until a target is installed. Thread-safe.
 *
 * <p>A start of 0 means that nothing is recorded. What was thrown or returned comes first, because it already lies on
 * the stack of the woven method.
 */
public abstract class NightjarHook {
    /*
     * Where the stack is used up, the end of a call can hardly call anything. It is then kept here by one small method,
     * or, where the stack is too small even for that, below by stores alone, and is reported later on another thread.
     * The method that keeps it is not one of those that woven code calls, so that these stay small enough to be
     * inlined. The start chooses the list, so that two threads meet in one only where they store at the same moment.
     * The thread that reports leaves the nodes in place and marks them, so no store is lost.
     */
    private static final int LISTS = 64;

    private static final Object[] DEFERRED = new Object[LISTS];
    private static volatile boolean anyDeferred;

    /**
     * Ends that are kept by stores alone, by the methods of this class or, where the stack is too small to call them, by woven
     * code: at an even place first the start, and then kind, operation or observer, and group. Of two that take one place at
     * the same moment one is lost; a place is empty where the second word is 0.
     */
    public static final long[] KEPT = new long[8_192];

    /** The place that is taken next. */
    public static int keptNext;

    private static int keptSeen;
    private static boolean keptLate;

    /** Kinds of ends that are kept. */
    protected static final int PLAIN = 1;

    protected static final int GROUPED = 2;
    protected static final int RETURNED = 3;
    protected static final int THREW = 4;

    /** Where the parts of a kept end's second word lie; the lowest 32 bits are the operation or the observer. */
    private static final int GROUP_SHIFT = 32;

    private static final int GROUP_MASK = 0xffff;
    private static final int KIND_SHIFT = 48;
    private static final int KIND_MASK = 0xff;
    private static final long RETURNED_NORMALLY = 1L << 56;
    private static final int LAST_PLACE = 8_190;

    private static final int START = 3;
    private static final int END = 4;
    private static final int DONE = 5;

    private static NightjarHook target;

    private final long sinceNanos;

    /** @param sinceNanos since when calls are this target's: those that started before are not reported to it */
    protected NightjarHook(long sinceNanos) {
        this.sinceNanos = sinceNanos;
    }

    /** Sets where calls go, null for nowhere; the binding's alone to call. */
    protected static void install(NightjarHook newTarget) {
        target = newTarget;
    }

    /** The start of a call of a method that can call nothing. */
    public static long enter(int operationId) {
        NightjarHook current = target;
        if (current == null) {
            return 0;
        }
        try {
            return current.onEnter(operationId);
        } catch (Throwable failure) {
            report(current, failure);
            return 0;
        }
    }

    /** The end of such a call; null where nothing was thrown. */
    public static void exit(Throwable thrown, int operationId, long startNanos) {
        NightjarHook current = target;
        if (current == null || startNanos == 0 || startNanos - current.sinceNanos < 0) {
            return;
        }
        try {
            if (thrown instanceof StackOverflowError) {
                throw thrown;
            }
            current.onExit(thrown, operationId, startNanos);
        } catch (StackOverflowError overflow) {
            try {
                defer(PLAIN, operationId, 0, startNanos, thrown, null, null);
            } catch (Throwable evenThat) {
                int place = keptNext;
                keptNext = place + 2 & LAST_PLACE;
                KEPT[place] = startNanos;
                KEPT[place + 1] = (long) PLAIN << KIND_SHIFT | (thrown == null ? RETURNED_NORMALLY : 0) | operationId;
            }
        } catch (Throwable failure) {
            report(current, failure);
        }
    }

    /**
     * The start of a call in a group of which the outermost call of a thread counts; a negative group is that of a method
     * that can call nothing, which ends as one without a group.
     */
    public static long enter(int operationId, int group) {
        NightjarHook current = target;
        if (current == null) {
            return 0;
        }
        try {
            return current.onEnter(operationId, group);
        } catch (Throwable failure) {
            report(current, failure);
            return 0;
        }
    }

    /** The end of a call in a group. */
    public static void exit(Throwable thrown, int operationId, int group, long startNanos) {
        NightjarHook current = target;
        if (current == null || startNanos == 0 || startNanos - current.sinceNanos < 0) {
            return;
        }
        try {
            if (thrown instanceof StackOverflowError) {
                throw thrown;
            }
            current.onExit(thrown, operationId, group, startNanos);
        } catch (StackOverflowError overflow) {
            try {
                defer(GROUPED, operationId, group, startNanos, thrown, null, null);
            } catch (Throwable evenThat) {
                int place = keptNext;
                keptNext = place + 2 & LAST_PLACE;
                KEPT[place] = startNanos;
                KEPT[place + 1] = (long) GROUPED << KIND_SHIFT
                        | (thrown == null ? RETURNED_NORMALLY : 0)
                        | (long) group << GROUP_SHIFT
                        | operationId;
            }
        } catch (Throwable failure) {
            report(current, failure);
        }
    }

    /** The start of a call whose receiver, arguments or result are looked at. */
    public static long observe(int observerId, Object receiver, Object argument) {
        NightjarHook current = target;
        if (current == null) {
            return 0;
        }
        try {
            return current.onObserve(observerId, receiver, argument);
        } catch (Throwable failure) {
            report(current, failure);
            return 0;
        }
    }

    /** The normal end of an observed call: what is to be returned, the result itself but for lazy publishers. */
    public static Object returned(Object result, int observerId, long startNanos, Object receiver, Object argument) {
        NightjarHook current = target;
        if (current == null || startNanos == 0 || startNanos - current.sinceNanos < 0) {
            return result;
        }
        try {
            return current.onReturned(result, observerId, startNanos, receiver, argument);
        } catch (StackOverflowError overflow) {
            try {
                defer(RETURNED, observerId, 0, startNanos, null, result, receiver);
            } catch (Throwable evenThat) {
                int place = keptNext;
                keptNext = place + 2 & LAST_PLACE;
                KEPT[place] = startNanos;
                KEPT[place + 1] = (long) RETURNED << KIND_SHIFT | RETURNED_NORMALLY | observerId;
            }
            return result;
        } catch (Throwable failure) {
            report(current, failure);
            return result;
        }
    }

    /** The end of an observed call by what was thrown. */
    public static void threw(Throwable thrown, int observerId, long startNanos, Object receiver, Object argument) {
        NightjarHook current = target;
        if (current == null || startNanos == 0 || startNanos - current.sinceNanos < 0) {
            return;
        }
        try {
            if (thrown instanceof StackOverflowError) {
                throw thrown;
            }
            current.onThrew(thrown, observerId, startNanos, receiver, argument);
        } catch (StackOverflowError overflow) {
            try {
                defer(THREW, observerId, 0, startNanos, thrown, null, receiver);
            } catch (Throwable evenThat) {
                int place = keptNext;
                keptNext = place + 2 & LAST_PLACE;
                KEPT[place] = startNanos;
                KEPT[place + 1] = (long) THREW << KIND_SHIFT | observerId;
            }
        } catch (Throwable failure) {
            report(current, failure);
        }
    }

    /** Keeps the end of a call that could not be reported; throws where the stack is too small for that too. */
    private static void defer(
            int kind, int id, int group, long startNanos, Throwable thrown, Object result, Object receiver) {
        long end = startNanos;
        try {
            end = System.nanoTime();
        } catch (StackOverflowError evenThat) {
            // Too short a duration does not make the call slow; too long a one would.
        }
        int list = (int) startNanos & LISTS - 1;
        DEFERRED[list] =
                new Object[] {DEFERRED[list], new long[] {kind, id, group, startNanos, end, 0}, thrown, result, receiver
                };
        anyDeferred = true;
    }

    private static void report(NightjarHook current, Throwable failure) {
        try {
            current.onFailure(failure);
        } catch (Throwable unreported) {
            // The target counts its failures; where it cannot, reporting one would harm the application.
        }
    }

    /** The class of that name which a loader has already, as its own or by another's; null for none. Loads nothing. */
    protected static Class<?> loadedBy(ClassLoader loader, String name) {
        return loader.findLoadedClass(name);
    }

    /** Whether ends were kept since they were last handed over. */
    protected static boolean hasDeferred() {
        return anyDeferred;
    }

    /** Whether the end of a call was kept that started then, as far as these bits of the start show. */
    protected static boolean isDeferred(long startNanos, long bits) {
        for (Object[] node = (Object[]) DEFERRED[(int) startNanos & LISTS - 1];
                node != null;
                node = (Object[]) node[0]) {
            if ((((long[]) node[1])[START] & bits) == startNanos) {
                return true;
            }
        }
        return false;
    }

    /** Whether the end of a call that started then was kept by stores alone, as far as these bits of the start show. */
    protected static boolean isKept(long startNanos, long bits) {
        if (keptNext == keptSeen && !keptLate) {
            return false;
        }
        for (int place = 0; place < KEPT.length; place += 2) {
            if (KEPT[place + 1] != 0 && (KEPT[place] & bits) == startNanos) {
                return true;
            }
        }
        return false;
    }

    /** All places are looked at, and once more the next time: a place may be filled a while after it was taken. */
    private static void handOverKept(NightjarHook to) {
        int next = keptNext;
        boolean taken = next != keptSeen;
        if (!taken && !keptLate) {
            return;
        }
        keptSeen = next;
        keptLate = taken;
        for (int place = 0; place < KEPT.length; place += 2) {
            long what = KEPT[place + 1];
            long startNanos = KEPT[place];
            boolean halfSeen = startNanos == 0 && taken;
            if (what != 0 && !halfSeen) {
                KEPT[place] = 0;
                KEPT[place + 1] = 0;
                handOver(to, what, startNanos);
            }
        }
    }

    private static void handOver(NightjarHook to, long what, long startNanos) {
        try {
            if (startNanos != 0 && startNanos - to.sinceNanos >= 0) {
                Throwable thrown = (what & RETURNED_NORMALLY) == 0 ? new StackOverflowError() : null;
                to.onDeferred(
                        (int) (what >>> KIND_SHIFT) & KIND_MASK,
                        (int) what,
                        (int) (what >>> GROUP_SHIFT) & GROUP_MASK,
                        startNanos,
                        startNanos,
                        thrown,
                        null,
                        null);
            }
        } catch (Throwable failure) {
            report(to, failure);
        }
    }

    /** Hands over the ends that were kept; one thread at a time. */
    protected static void handOver(NightjarHook to) {
        handOverKept(to);
        anyDeferred = false;
        for (int list = 0; list < LISTS; list++) {
            Object[] newest = (Object[]) DEFERRED[list];
            for (Object[] node = newest; node != null; node = (Object[]) node[0]) {
                long[] end = (long[]) node[1];
                if (end[DONE] == 0) {
                    end[DONE] = 1;
                    try {
                        if (end[START] - to.sinceNanos >= 0) {
                            to.onDeferred(
                                    (int) end[0],
                                    (int) end[1],
                                    (int) end[2],
                                    end[START],
                                    end[END],
                                    (Throwable) node[2],
                                    node[3],
                                    node[4]);
                        }
                    } catch (Throwable failure) {
                        report(to, failure);
                    }
                    node[2] = null;
                    node[3] = null;
                    node[4] = null;
                }
            }
            if (newest != null) {
                newest[0] = null;
            }
        }
    }

    protected abstract long onEnter(int operationId);

    protected abstract void onExit(Throwable thrown, int operationId, long startNanos);

    protected abstract long onEnter(int operationId, int group);

    protected abstract void onExit(Throwable thrown, int operationId, int group, long startNanos);

    protected abstract long onObserve(int observerId, Object receiver, Object argument);

    protected abstract Object onReturned(
            Object result, int observerId, long startNanos, Object receiver, Object argument);

    protected abstract void onThrew(
            Throwable thrown, int observerId, long startNanos, Object receiver, Object argument);

    protected abstract void onDeferred(
            int kind,
            int id,
            int group,
            long startNanos,
            long endNanos,
            Throwable thrown,
            Object result,
            Object receiver);

    protected abstract void onFailure(Throwable failure);
}
