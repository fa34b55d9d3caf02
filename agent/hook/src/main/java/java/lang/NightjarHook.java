package java.lang;

/**
 * What woven code calls: defined in {@code java.base} beside {@code Object}, so visible from every class loader and
 * module. Cannot throw and does nothing until a target is installed.
 */
public abstract class NightjarHook {
    private static NightjarHook target;

    protected NightjarHook() {}

    /** Installs where calls go; the binding's alone to call. */
    protected static void install(NightjarHook newTarget) {
        target = newTarget;
    }

    /** The start of a call, never 0: 0 means that nothing is to be recorded (a nested call of one group). */
    public static long enter(int operationId) {
        NightjarHook current = target;
        if (current == null) {
            return 0;
        }
        try {
            return current.onEnter(operationId);
        } catch (Throwable ignored) {
            return 0;
        }
    }

    /** The end of a call, normal or by what was thrown. */
    public static void exit(int operationId, long startNanos, Throwable thrown) {
        NightjarHook current = target;
        if (current == null) {
            return;
        }
        try {
            current.onExit(operationId, startNanos, thrown);
        } catch (Throwable ignored) {
            // The target counts its own failures; what reaches this place could only be told by harming the application.
        }
    }

    protected abstract long onEnter(int operationId);

    protected abstract void onExit(int operationId, long startNanos, Throwable thrown);
}
