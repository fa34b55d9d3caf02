package java.lang;

/**
 * What woven code calls: defined in {@code java.base} beside {@code Object}, so visible from every class loader and
 * module. Cannot throw and does nothing until a target is installed. Thread-safe.
 *
 * <p>A start of 0 means that nothing is recorded. What was thrown or returned comes first, because it already lies on
 * the stack of the woven method.
 */
public abstract class NightjarHook {
    private static NightjarHook target;

    protected NightjarHook() {}

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
        if (current == null || startNanos == 0) {
            return;
        }
        try {
            current.onExit(thrown, operationId, startNanos);
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
        if (current == null || startNanos == 0) {
            return;
        }
        try {
            current.onExit(thrown, operationId, group, startNanos);
        } catch (Throwable failure) {
            report(current, failure);
        }
    }

    /** The start of a call whose receiver, arguments or result are looked at. */
    public static long observe(int siteId, Object receiver, Object argument) {
        NightjarHook current = target;
        if (current == null) {
            return 0;
        }
        try {
            return current.onObserve(siteId, receiver, argument);
        } catch (Throwable failure) {
            report(current, failure);
            return 0;
        }
    }

    /** The normal end of an observed call: what is to be returned, the result itself but for lazy publishers. */
    public static Object returned(Object result, int siteId, long startNanos, Object receiver, Object argument) {
        NightjarHook current = target;
        if (current == null || startNanos == 0) {
            return result;
        }
        try {
            return current.onReturned(result, siteId, startNanos, receiver, argument);
        } catch (Throwable failure) {
            report(current, failure);
            return result;
        }
    }

    /** The end of an observed call by what was thrown. */
    public static void threw(Throwable thrown, int siteId, long startNanos, Object receiver, Object argument) {
        NightjarHook current = target;
        if (current == null || startNanos == 0) {
            return;
        }
        try {
            current.onThrew(thrown, siteId, startNanos, receiver, argument);
        } catch (Throwable failure) {
            report(current, failure);
        }
    }

    private static void report(NightjarHook current, Throwable failure) {
        try {
            current.onFailure(failure);
        } catch (Throwable nobodyLeftToTell) {
            // The target counts its failures; one that cannot could only be told by harming the application.
        }
    }

    protected abstract long onEnter(int operationId);

    protected abstract void onExit(Throwable thrown, int operationId, long startNanos);

    protected abstract long onEnter(int operationId, int group);

    protected abstract void onExit(Throwable thrown, int operationId, int group, long startNanos);

    protected abstract long onObserve(int siteId, Object receiver, Object argument);

    protected abstract Object onReturned(
            Object result, int siteId, long startNanos, Object receiver, Object argument);

    protected abstract void onThrew(
            Throwable thrown, int siteId, long startNanos, Object receiver, Object argument);

    protected abstract void onFailure(Throwable failure);
}
